import type { ProbeRow } from '#shared/protocol/probe';
import { createProbe, type Probe, type ProbeOptions } from './statistics/probe';

const INTERVAL_MS = 100;

/** What the probes of a run record, over any number of pauses. */
export interface ProbeBuffer {
  /** The probes of a model that is trained from now on. */
  observe(options: Omit<ProbeOptions, 'onRow'>): Probe;
  /** Passes on what was recorded since the last time: at most ten times a second it happens by itself. */
  flush(): void;
  /** The last value of this epoch by name, null where there was none; another epoch begins. Undefined without probes. */
  takeEpoch(): Readonly<Record<string, number | null>> | undefined;
  /** Another run begins. */
  clear(): void;
}

export function createProbeBuffer(emit: (rows: ProbeRow[]) => void, now: () => number): ProbeBuffer {
  let waiting: ProbeRow[] = [];
  let sentAt = -Infinity;
  let epoch: Readonly<Record<string, number | null>> = {};
  let probe: Probe | null = null;

  function flush(): void {
    if (waiting.length === 0) return;
    const rows = waiting;
    waiting = [];
    sentAt = now();
    emit(rows);
  }

  return {
    observe(options) {
      probe = createProbe({
        ...options,
        onRow(row) {
          waiting.push(row);
          epoch = { ...epoch, ...row.values };
          if (now() - sentAt >= INTERVAL_MS) flush();
        },
      });
      return probe;
    },
    flush,
    takeEpoch() {
      const [names, last] = [probe?.names() ?? [], epoch];
      epoch = {};
      return names.length > 0
        ? Object.fromEntries(names.map((name) => [name, last[name] ?? null]))
        : undefined;
    },
    clear() {
      [waiting, epoch, probe] = [[], {}, null];
    },
  };
}
