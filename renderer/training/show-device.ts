import { togglePanel, usePanels } from '../state/panels-store';
import { useSettings } from '../state/settings-store';

/** Where the device is chosen. */
export const DEVICE_FIELD = 'training-device';

/** Shows where the device is chosen, and gives it the keys. */
export function showDevice(): void {
  useSettings.getState().set({ leftTab: 'training' });
  if (usePanels.getState().left) togglePanel('left');
  // Once the page shows it.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field = document.getElementById(DEVICE_FIELD);
      field?.scrollIntoView({ block: 'center' });
      field?.focus();
    }),
  );
}
