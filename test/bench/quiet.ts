import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 60;
/** Share of all cores' time. */
const IDLE = 0.9;

/** Waits for a moment in which nothing else uses the cores, at most `patienceMs`. */
export async function waitUntilQuiet(patienceMs: number): Promise<void> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < patienceMs) {
    const before = coreTimes();
    await sleep(LOOK_MS);
    const after = coreTimes();
    if (after.idle - before.idle >= IDLE * (after.all - before.all)) return;
  }
}

function coreTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((core) => core.times);
  return {
    idle: times.reduce((sum, { idle }) => sum + idle, 0),
    all: times.flatMap((time) => Object.values(time)).reduce((sum, ms) => sum + ms, 0),
  };
}
