import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProjectFile } from '#shared/project/schema';
import type { ViewRequest } from '#shared/protocol/api';
import type { Client } from '#shared/protocol/rpc';
import { startHost } from './host';

export interface ViewsMeasurement {
  /** Milliseconds a step, one number a window: without views, and in the window right after it with them. */
  readonly without: readonly number[];
  readonly withViews: readonly number[];
  /** Frames a second of each stream, while there were views. */
  readonly framesPerSecond: Readonly<Record<string, number>>;
  /** Megabytes: the most the engine process ever held. */
  readonly enginePeakMb: number;
}

/** Time for the change to views, or back, to take effect. */
const SETTLE_MS = 400;
/** How often a page that draws 20 pictures a second acknowledges. */
const DRAW_MS = 50;

/** A busy machine may take long for two chunks; this is too long. */
const STANDSTILL_MS = 30_000;

const NOTHING: ViewRequest = { split: 'test', sample: 0, thumbnails: false, inspect: null };

/**
 * Trains without end and asks for everything in turns: thumbnails on every block, the maps of `inspected`, the prediction, each drawn and
 * acknowledged 20 times a second; and for nothing that is acknowledged.
 */
export async function measureViews(
  serverFile: string,
  project: ProjectFile,
  options: { readonly inspected: string; readonly pairs: number; readonly windowMs: number },
): Promise<ViewsMeasurement> {
  const endless = { ...project, training: { ...project.training, epochs: 100_000, validationSplit: 0 } };
  const everything: ViewRequest = {
    ...NOTHING,
    thumbnails: true,
    inspect: { nodeId: options.inspected, what: 'maps' },
  };
  const host = await startHost(serverFile);
  try {
    const { client } = host;
    const drawing = drawFrames(client);
    const pace = paceOf(client);
    await client.call('engine.setProject', { project: endless });
    await client.call('engine.train', { mode: 'fresh', amount: 'all' });
    const window = async (request: ViewRequest): Promise<number> => {
      drawing.enabled = request === everything;
      await client.call('engine.setView', request);
      await sleep(SETTLE_MS);
      return pace(options.windowMs);
    };
    // The first pair compiles what the views need.
    await window(NOTHING);
    await window(everything);
    drawing.counts.clear();
    const without: number[] = [];
    const withViews: number[] = [];
    for (let i = 0; i < options.pairs; i++) {
      without.push(await window(NOTHING));
      withViews.push(await window(everything));
    }
    drawing.enabled = false;
    const seconds = (options.pairs * (options.windowMs + SETTLE_MS)) / 1000;
    const ended = new Promise<number>((resolve) =>
      client.on('run.end', ({ peakRssMb }) => resolve(peakRssMb)),
    );
    await client.call('engine.stop', {});
    return {
      without,
      withViews,
      framesPerSecond: Object.fromEntries(
        [...drawing.counts].map(([stream, count]) => [stream, count / seconds]),
      ),
      enginePeakMb: await ended,
    };
  } finally {
    await host.close();
  }
}

/** Acknowledges the newest frame of each stream, as a page that draws 20 times a second; nothing while not `enabled`. */
function drawFrames(client: Client) {
  const drawing = { enabled: false, counts: new Map<string, number>() };
  const newest = new Map<string, number>();
  client.onFrame(({ stream, seq }) => {
    if (!drawing.enabled) return;
    newest.set(stream, seq);
    drawing.counts.set(stream, (drawing.counts.get(stream) ?? 0) + 1);
  });
  const timer = setInterval(() => {
    for (const [stream, seq] of newest)
      client.call('engine.acknowledge', { stream, seq }).catch(() => undefined);
    newest.clear();
  }, DRAW_MS);
  client.onClose(() => clearInterval(timer));
  timer.unref();
  return drawing;
}

/** Measures milliseconds a step from the first results within a time to the last. */
function paceOf(client: Client): (windowMs: number) => Promise<number> {
  let marks: { readonly step: number; readonly at: number }[] = [];
  client.on('run.steps', ({ steps }) => {
    const step = steps.at(-1);
    if (step !== undefined) marks.push({ step, at: performance.now() });
  });
  return async (windowMs) => {
    marks = [];
    const startedAt = performance.now();
    for (;;) {
      await sleep(windowMs);
      const [first, last] = [marks[0], marks.at(-1)];
      if (first && last && last.step > first.step) return (last.at - first.at) / (last.step - first.step);
      if (performance.now() - startedAt > STANDSTILL_MS) throw new Error('Training came to a standstill');
    }
  };
}
