import { create } from 'zustand';
import { useSettings } from '../state/settings-store';
import { TOUR_STEPS } from './steps';

interface TourState {
  /** Of `TOUR_STEPS`; null while there is no tour. */
  readonly step: number | null;
  /** From the beginning. It is not shown by itself again. */
  start(): void;
  go(step: number): void;
  end(): void;
}

/** Where the welcome tour is. */
export const useTour = create<TourState>()((set, get) => ({
  step: null,
  start() {
    useSettings.getState().set({ isTourSeen: true });
    get().go(0);
  },
  go(step) {
    const { leftTab, dockTab } = TOUR_STEPS[step]!;
    useSettings.getState().set({ ...(leftTab && { leftTab }), ...(dockTab && { dockTab }) });
    set({ step });
  },
  end: () => set({ step: null }),
}));
