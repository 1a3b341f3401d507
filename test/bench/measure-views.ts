import { setTimeout as sleep } from 'node:timers/promises';
import type { ViewRequest } from '#shared/protocol/api';
import { encodeFrame } from '#shared/protocol/frame-codec';
import { type Pace, trainEndlessly } from './engine-training';
import { readExample } from './measure-compile';

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

const NOTHING: ViewRequest = { split: 'test', sample: 0, thumbnails: false, inspect: null };

/**
 * Trains an example and asks by turns for everything (thumbnails on every block, the maps of the first convolution, the prediction),
 * drawn and acknowledged 20 times a second, and for nothing that is acknowledged.
 */
export async function measureViews(
  example: string,
  { root, pairs, windowMs }: ViewsOptions,
): Promise<ViewsMeasurement> {
  const project = await readExample(root, example);
  const counts = new Map<string, number>();
  const newest = new Map<string, number>();
  let draws = false;
  const { handlers, pace, close } = await trainEndlessly(project, root, (frame) => {
    // The process that trains also turns frames into bytes.
    encodeFrame(frame);
    if (!draws) return;
    newest.set(frame.stream, frame.seq);
    counts.set(frame.stream, (counts.get(frame.stream) ?? 0) + 1);
  });
  const drawing = setInterval(() => {
    for (const [stream, seq] of newest) void handlers['engine.acknowledge']({ stream, seq });
    newest.clear();
  }, DRAW_MS);

  const inspected = project.graph.nodes.find(({ type }) => type === 'Conv2D')!.id;
  const everything: ViewRequest = {
    ...NOTHING,
    thumbnails: true,
    inspect: { nodeId: inspected, what: 'maps' },
  };
  const window = async (request: ViewRequest): Promise<Pace> => {
    draws = request === everything;
    await handlers['engine.setView'](request);
    await sleep(SETTLE_MS);
    return pace(windowMs);
  };
  // The first pair compiles what the views need.
  await window(NOTHING);
  await window(everything);
  counts.clear();
  const [without, withViews]: [Pace[], Pace[]] = [[], []];
  for (let i = 0; i < pairs; i++) {
    without.push(await window(NOTHING));
    withViews.push(await window(everything));
  }
  clearInterval(drawing);
  await close();
  const seconds = (pairs * (windowMs + SETTLE_MS)) / 1000;
  return {
    without,
    withViews,
    framesPerSecond: Object.fromEntries([...counts].map(([stream, n]) => [stream, n / seconds])),
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}
