import type { Localized } from '#shared/graph/diagnostic';
import { useNow } from '../ui/use-now';
import { usePreflight } from './preflight-store';
import { measuringText } from './texts';

const EVERY_MS = 500;

/** That steps are being measured, and how long that will take yet; null while nothing is measured. */
export function useMeasuring(): Localized | null {
  const since = usePreflight((state) => state.measuringSince);
  const usualMs = usePreflight((state) => state.usualMs);
  const now = useNow(since !== null, EVERY_MS);
  return since === null ? null : measuringText(usualMs - Math.max(0, now - since));
}
