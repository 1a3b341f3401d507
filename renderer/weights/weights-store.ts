import { create } from 'zustand';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { WeightReport, WeightRequest, WeightRun } from '#shared/protocol/weights';

/** Where weights come from. */
export interface WeightPlace {
  readonly path: string;
  readonly title: string;
}

interface WeightsStore {
  /** Checkpoints of earlier runs; null until they are known. */
  readonly runs: readonly WeightRun[] | null;
  readonly place: WeightPlace | null;
  readonly by: WeightRequest['by'];
  /** The file's layers that the user has chosen, by layer; null: none. */
  readonly sources: Readonly<Record<string, string | null>>;
  /** What fits, of the latest question. */
  readonly report: WeightReport | null;
  readonly problem: Diagnostic | null;
  readonly isBusy: boolean;
  /** Whether the layers that are taken whole are frozen. */
  readonly freezes: boolean;
  set(change: Partial<Omit<WeightsStore, 'set' | 'clear'>>): void;
  /** Forgets the file. */
  clear(): void;
}

const EMPTY = {
  runs: null,
  place: null,
  by: 'name',
  sources: {},
  report: null,
  problem: null,
  isBusy: false,
  freezes: false,
} as const;

/** The question what of a file fits the network. */
export const useWeights = create<WeightsStore>()((set) => ({
  ...EMPTY,
  set,
  clear: () => set(EMPTY),
}));
