import { create } from 'zustand';
import type { PreflightReport } from '#shared/protocol/preflight';

interface PreflightState {
  /** What training will take; null while it is not known, or the project has errors. */
  readonly report: PreflightReport | null;
  /** Whether it is about the project as it is now, not as it was before the last edit. */
  readonly isCurrent: boolean;
  /** Since when steps are being measured, in milliseconds since 1970; null while none are. */
  readonly measuringSince: number | null;
  /** So long measuring took the last time, and will take about. */
  readonly usualMs: number;
  /** The details are open. */
  readonly isOpen: boolean;
  set(change: Partial<Omit<PreflightState, 'set'>>): void;
}

/** A process of its own, compiling and some steps of a network of usual size. */
const FIRST_MS = 4_000;

/** What the page knows of a training before it begins. */
export const usePreflight = create<PreflightState>()((set) => ({
  report: null,
  isCurrent: false,
  measuringSince: null,
  usualMs: FIRST_MS,
  isOpen: false,
  set: (change) => set(change),
}));
