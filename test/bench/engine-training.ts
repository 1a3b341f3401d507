import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { ProjectFile } from '#shared/project/schema';
import type { RunState } from '#shared/protocol/api';
import type { Frame } from '#shared/protocol/frame';
import { loadDataset } from '../../electron/engine/data/load';
import { createDevices } from '../../electron/engine/devices/devices';
import { createOnnxForward } from '../../electron/engine/onnx-forward';
import { createOnnxTrainer } from '../../electron/engine/onnx-trainer';
import { createSession, type Session } from '../../electron/engine/session';
import { waitUntilQuiet } from './quiet';

/** Milliseconds a step. */
export interface Pace {
  readonly wall: number;
  /** Processor time, all cores together. */
  readonly cpu: number;
  /** Share of the time in which no session computed: neither a chunk, nor what its statistics need. */
  readonly outside: number;
}

/** A training that goes on until it is closed. */
export interface EndlessTraining extends Pick<Session, 'handlers'> {
  /** From the first result within `windowMs` to the last. */
  pace(windowMs: number): Promise<Pace>;
  /** Stands still until nothing else uses the cores, at most `patienceMs`. */
  waitUntilQuiet(patienceMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Chunks reach their length anew after a pause, and what is told once at a beginning has been told. */
const SETTLE_MS = 1000;
/** A busy machine may take long for two chunks; this is too long. */
const STANDSTILL_MS = 30_000;

/** Trains `project` without validation and without end, in a session as the engine process has it, in this process. */
export async function trainEndlessly(
  project: ProjectFile,
  root: string,
  sendFrame: (frame: Frame) => void = () => undefined,
): Promise<EndlessTraining> {
  const folder = await mkdtemp(join(tmpdir(), 'neuroloom-bench-'));
  let paused: () => void = () => undefined;
  let marks: { readonly step: number; readonly at: number; readonly cpu: number; readonly inside: number }[] =
    [];
  let inside = 0;
  const session = createSession({
    dataFolder: folder,
    loadDataset: (config) => loadDataset(config, { assets: join(root, 'assets') }),
    createTrainer: async (...of) => {
      const trainer = await createOnnxTrainer(...of);
      const timed =
        <A extends readonly unknown[], R>(run: (...args: A) => Promise<R>) =>
        async (...args: A): Promise<R> => {
          const startedAt = performance.now();
          const result = await run(...args);
          inside += performance.now() - startedAt;
          return result;
        };
      return {
        ...trainer,
        runChunk: timed(trainer.runChunk),
        predict: timed(trainer.predict),
        evaluate: timed(trainer.evaluate),
      };
    },
    devices: createDevices(null),
    createForward: ({ source, target, metrics }) => createOnnxForward(source, target, metrics),
    emit: (name, payload) => {
      if (name === 'diagnostic') process.stderr.write(`${(payload as Diagnostic).message.en}\n`);
      if (name === 'run.state' && (payload as RunState).state === 'paused') paused();
      if (name !== 'run.steps') return;
      const { user, system } = process.cpuUsage();
      const step = (payload as { readonly steps: readonly number[] }).steps.at(-1)!;
      marks.push({ step, at: performance.now(), cpu: (user + system) / 1000, inside });
    },
    sendFrame,
    now: () => performance.now(),
  });
  const training = { ...project.training, epochs: 100_000, validationSplit: 0 };
  const { handlers } = session;
  const { diagnostics } = await handlers['engine.setProject']({ project: { ...project, training } });
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  if (problem) throw new Error(problem.message.en);
  await handlers['engine.train']({ mode: 'fresh', amount: 'all' });

  return {
    handlers,
    async pace(windowMs) {
      marks = [];
      const startedAt = performance.now();
      while (performance.now() - startedAt < STANDSTILL_MS) {
        await sleep(windowMs);
        const [first, last] = [marks[0], marks.at(-1)];
        if (!first || !last || last.step === first.step) continue;
        const steps = last.step - first.step;
        const time = last.at - first.at;
        const outside = 1 - (last.inside - first.inside) / time;
        return { wall: time / steps, cpu: (last.cpu - first.cpu) / steps, outside };
      }
      throw new Error('Training came to a standstill');
    },
    async waitUntilQuiet(patienceMs) {
      if (patienceMs === 0) return;
      const standsStill = new Promise<void>((resolve) => {
        paused = resolve;
      });
      await handlers['engine.pause']({});
      await standsStill;
      await waitUntilQuiet(patienceMs);
      await handlers['engine.resume']({});
      await sleep(SETTLE_MS);
    },
    async close() {
      await session.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
