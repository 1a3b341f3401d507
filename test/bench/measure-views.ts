import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ViewRequest } from '#shared/protocol/api';
import { encodeFrame } from '#shared/protocol/frame-codec';
import { loadDataset } from '../../electron/engine/data/load';
import { createOnnxForward } from '../../electron/engine/onnx-forward';
import { createOnnxTrainer } from '../../electron/engine/onnx-trainer';
import { createSession, type Session } from '../../electron/engine/session';
import { readExample } from './measure-compile';

/** Milliseconds a step. */
export interface Pace {
  readonly wall: number;
  /** Processor time, all cores together. */
  readonly cpu: number;
}

export interface ViewsMeasurement {
  /** One for each window: without views, and in the window right after it with them. */
  readonly without: readonly Pace[];
  readonly withViews: readonly Pace[];
  /** Frames a second of each stream, while there were views. */
  readonly framesPerSecond: Readonly<Record<string, number>>;
  /** Megabytes: the most this process ever held. */
  readonly peakMb: number;
}

export interface ViewsOptions {
  readonly root: string;
  readonly pairs: number;
  readonly windowMs: number;
}

/** Time for the change to views, or back, to take effect. */
const SETTLE_MS = 400;
/** How often a page that draws 20 pictures a second acknowledges. */
const DRAW_MS = 50;
/** A busy machine may take long for two chunks; this is too long. */
const STANDSTILL_MS = 30_000;

const NOTHING: ViewRequest = { split: 'test', sample: 0, thumbnails: false, inspect: null };

/**
 * Trains an example without end in an engine's session, and asks by turns for everything (thumbnails on every block, the maps of the
 * first convolution, the prediction), drawn and acknowledged 20 times a second, and for nothing that is acknowledged.
 */
export async function measureViews(
  example: string,
  { root, pairs, windowMs }: ViewsOptions,
): Promise<ViewsMeasurement> {
  const project = await readExample(root, example);
  const folder = await mkdtemp(join(tmpdir(), 'neuroloom-bench-'));
  const page = createPage();
  const session = createSession({
    dataFolder: folder,
    loadDataset: (config) => loadDataset(config, { assets: join(root, 'assets') }),
    createTrainer: createOnnxTrainer,
    createForward: ({ source, target, metrics }) => createOnnxForward(source, target, metrics),
    emit: (name, payload) => {
      if (name === 'run.steps') page.onSteps((payload as { readonly steps: readonly number[] }).steps);
    },
    // The process that trains also turns frames into bytes.
    sendFrame: (frame) => page.onFrame(frame.stream, frame.seq, encodeFrame(frame)),
    now: () => performance.now(),
  });
  const { handlers } = session;
  const endless = { ...project.training, epochs: 100_000, validationSplit: 0 };
  await handlers['engine.setProject']({ project: { ...project, training: endless } });
  await handlers['engine.train']({ mode: 'fresh', amount: 'all' });

  const inspected = project.graph.nodes.find(({ type }) => type === 'Conv2D')!.id;
  const everything: ViewRequest = {
    ...NOTHING,
    thumbnails: true,
    inspect: { nodeId: inspected, what: 'maps' },
  };
  const drawing = page.draw(session);
  const window = async (request: ViewRequest): Promise<Pace> => {
    page.draws = request === everything;
    await handlers['engine.setView'](request);
    await sleep(SETTLE_MS);
    return page.pace(windowMs);
  };
  // The first pair compiles what the views need.
  await window(NOTHING);
  await window(everything);
  page.frames.clear();
  const [without, withViews]: [Pace[], Pace[]] = [[], []];
  for (let i = 0; i < pairs; i++) {
    without.push(await window(NOTHING));
    withViews.push(await window(everything));
  }
  clearInterval(drawing);
  await session.dispose();
  await rm(folder, { recursive: true, force: true });
  const seconds = (pairs * (windowMs + SETTLE_MS)) / 1000;
  return {
    without,
    withViews,
    framesPerSecond: Object.fromEntries([...page.frames].map(([stream, n]) => [stream, n / seconds])),
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

interface Mark {
  readonly step: number;
  readonly at: number;
  readonly cpu: number;
}

/** The page's side: draws frames, and looks at the clock with each result of training. */
function createPage() {
  let marks: Mark[] = [];
  const newest = new Map<string, number>();
  const page = {
    draws: false,
    frames: new Map<string, number>(),
    onFrame(stream: string, seq: number, _bytes: Uint8Array) {
      if (!page.draws) return;
      newest.set(stream, seq);
      page.frames.set(stream, (page.frames.get(stream) ?? 0) + 1);
    },
    onSteps(steps: readonly number[]) {
      const { user, system } = process.cpuUsage();
      marks.push({ step: steps.at(-1)!, at: performance.now(), cpu: (user + system) / 1000 });
    },
    draw: ({ handlers }: Session) =>
      setInterval(() => {
        for (const [stream, seq] of newest) void handlers['engine.acknowledge']({ stream, seq });
        newest.clear();
      }, DRAW_MS),
    /** From the first result within `windowMs` to the last. */
    async pace(windowMs: number): Promise<Pace> {
      marks = [];
      const startedAt = performance.now();
      while (performance.now() - startedAt < STANDSTILL_MS) {
        await sleep(windowMs);
        const [first, last] = [marks[0], marks.at(-1)];
        if (!first || !last || last.step === first.step) continue;
        const steps = last.step - first.step;
        return { wall: (last.at - first.at) / steps, cpu: (last.cpu - first.cpu) / steps };
      }
      throw new Error('Training came to a standstill');
    },
  };
  return page;
}
