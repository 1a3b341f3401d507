import { create } from 'zustand';
import type { RunSnapshots, Snapshot } from '#shared/protocol/snapshots';

interface SnapshotsStore extends RunSnapshots {
  /** The step of the snapshot that is looked at; null: the network as it is now. */
  readonly at: number | null;
  /** What the engine has; one that is gone gives way to its nearest neighbour. */
  set(kept: RunSnapshots): void;
  look(at: number | null): void;
}

export const NO_SNAPSHOTS: RunSnapshots = { runId: null, snapshots: [] };

/** The past of the run. */
export const useSnapshots = create<SnapshotsStore>()((set, get) => ({
  ...NO_SNAPSHOTS,
  at: null,
  set({ runId, snapshots }) {
    const { at, runId: before } = get();
    set({ runId, snapshots, at: at === null || runId !== before ? null : nearest(snapshots, at) });
  },
  look: (at) => set({ at }),
}));

function nearest(snapshots: readonly Snapshot[], at: number): number | null {
  const distance = ({ step }: Snapshot) => Math.abs(step - at);
  const [first, ...others] = snapshots;
  if (!first) return null;
  return others.reduce((best, each) => (distance(each) < distance(best) ? each : best), first).step;
}

/** The snapshot that is looked at, if any. */
export const pastOf = ({ at, snapshots }: Pick<SnapshotsStore, 'at' | 'snapshots'>): Snapshot | null =>
  snapshots.find(({ step }) => step === at) ?? null;
