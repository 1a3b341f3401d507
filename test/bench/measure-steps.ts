import { setTimeout as sleep } from 'node:timers/promises';
import { type Pace, trainEndlessly } from './engine-training';
import type { StepCase } from './nets';

export interface StepMeasurement {
  readonly rounds: readonly Pace[];
  /** Megabytes: the most this process ever held. */
  readonly peakMb: number;
}

export interface StepOptions {
  readonly root: string;
  readonly rounds: number;
  readonly roundMs: number;
  /** How long each round waits for quiet cores. */
  readonly patienceMs: number;
}

/** Times the steps of a network at full pace. */
export async function measureSteps(
  { project }: StepCase,
  { root, rounds, roundMs, patienceMs }: StepOptions,
): Promise<StepMeasurement> {
  const training = await trainEndlessly(project, root);
  await sleep(roundMs);
  const measured: Pace[] = [];
  for (let i = 0; i < rounds; i++) {
    await training.waitUntilQuiet(patienceMs);
    measured.push(await training.pace(roundMs));
  }
  await training.close();
  return { rounds: measured, peakMb: process.resourceUsage().maxRSS / 1024 };
}
