import { create } from 'zustand';
import type { PreflightReport } from '#shared/protocol/preflight';

interface PreflightState {
  /** What training will take; null while it is not known, or the project has errors. */
  readonly report: PreflightReport | null;
  /** Whether it is about the project as it is now, not as it was before the last edit. */
  readonly isCurrent: boolean;
  /** Steps are being measured. */
  readonly isMeasuring: boolean;
  /** The details are open. */
  readonly isOpen: boolean;
  set(change: Partial<Omit<PreflightState, 'set'>>): void;
}

/** What the page knows of a training before it begins. */
export const usePreflight = create<PreflightState>()((set) => ({
  report: null,
  isCurrent: false,
  isMeasuring: false,
  isOpen: false,
  set: (change) => set(change),
}));
