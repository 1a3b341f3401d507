import { describe, expect, test } from 'vitest';
import type { ViewRequest } from '#shared/protocol/api';
import type { Frame } from '#shared/protocol/frame';
import { change } from '../fixtures/drawings';
import { delicate, example } from './projects';
import { type RealEngine, startEngine } from './real-engine';

/** Of one frame, header included. */
const MOST_BYTES = 256 * 1024;

const VIEW: ViewRequest = {
  split: 'test',
  sample: 3,
  thumbnails: true,
  inspect: { nodeId: 'conv2d', what: 'maps' },
};

const of = (engine: RealEngine, stream: string) => engine.frames.filter((frame) => frame.stream === stream);
const tensorsOf = (frame: Frame) => new Map(frame.tensors.map((tensor) => [tensor.name, tensor]));

/** Waits until an engine has sent `count` frames of each stream. */
async function frames(engine: RealEngine, streams: readonly string[], count = 1): Promise<void> {
  while (streams.some((stream) => of(engine, stream).length < count))
    await new Promise((done) => setTimeout(done, 5));
}

describe('what the network looks like inside', () => {
  test('is shown before it is trained, with its initial weights', async () => {
    const engine = await startEngine();
    const project = delicate();
    await engine.call('engine.setProject', { project });
    await engine.call('engine.setView', VIEW);
    await frames(engine, ['thumbnails', 'inspect', 'prediction']);

    const thumbnails = tensorsOf(of(engine, 'thumbnails')[0]!);
    expect([...thumbnails].map(([name, { dtype, shape }]) => [name, dtype, shape.join('×')])).toEqual([
      ['input', 'uint8', '1×28×28'],
      ['conv2d', 'uint8', '4×3×3'],
      ['batchnormalization', 'uint8', '4×13×13'],
      ['activation', 'uint8', '4×13×13'],
      ['maxpooling2d', 'uint8', '4×6×6'],
      ['flatten', 'float32', '64'],
      ['dropout', 'float32', '64'],
      ['dense', 'float32', '10'],
      ['output', 'float32', '10'],
    ]);

    const maps = tensorsOf(of(engine, 'inspect')[0]!);
    expect([maps.get('tiles')!.shape, maps.get('range')!.shape]).toEqual([
      [4, 13, 13],
      [4, 2],
    ]);

    const prediction = tensorsOf(of(engine, 'prediction')[0]!);
    const probabilities = prediction.get('probabilities')!.data;
    expect(probabilities).toHaveLength(10);
    expect([...probabilities].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4);
    // The fourth test digit of MNIST is a 0.
    expect([prediction.get('label')!.data[0], prediction.get('input')!.shape]).toEqual([0, [28, 28, 1]]);
    expect(engine.frames.every(({ step }) => step === 0)).toBe(true);
  });

  test('changes while it is trained, and is made of the newest weights', async () => {
    const engine = await startEngine();
    await engine.call('engine.setProject', { project: example('mnist-cnn', { epochs: 3 }, 6000) });
    await engine.call('engine.setView', { ...VIEW, inspect: { nodeId: 'conv2d', what: 'filters' } });
    await frames(engine, ['thumbnails']);
    const before = engine.frames.length;
    const ended = engine.next('run.end');
    await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
    await ended;

    const during = engine.frames.slice(before);
    const steps = during.filter(({ stream }) => stream === 'inspect').map(({ step }) => step);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(new Set(steps).size).toBeGreaterThan(3);
    const kernels = during
      .filter(({ stream }) => stream === 'inspect')
      .map((frame) => tensorsOf(frame).get('kernel')!.data.join());
    expect(new Set(kernels).size).toBeGreaterThan(3);
    // What is measured between two frames may be a little less than what was kept between sending them.
    for (const stream of ['thumbnails', 'inspect', 'prediction']) {
      const times = of(engine, stream).map(({ at }) => at);
      const inOneSecond = times.map((from) => times.filter((at) => at >= from && at < from + 1000).length);
      expect({ stream, most: Math.max(...inOneSecond) <= 21 }).toEqual({ stream, most: true });
    }
    expect(engine.frames.filter(({ bytes }) => bytes > MOST_BYTES)).toEqual([]);
  });

  test('waits for a page that does not keep up', async () => {
    const engine = await startEngine({ silent: true });
    await engine.call('engine.setProject', { project: example('mnist-cnn', { epochs: 1 }, 3000) });
    await engine.call('engine.setView', VIEW);
    const ended = engine.next('run.end');
    await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
    await ended;
    // Two under way and no answer: only a page that seems to be gone is given up, after three seconds.
    const times = of(engine, 'inspect').map(({ at }) => at);
    const inTwoSeconds = times.map((from) => times.filter((at) => at >= from && at < from + 2000).length);
    expect(Math.max(...inTwoSeconds)).toBeLessThanOrEqual(2);
  });

  test('follows the drawing, the chosen sample and the chosen block', async () => {
    const engine = await startEngine();
    const project = delicate();
    await engine.call('engine.setProject', { project });
    await engine.call('engine.setView', VIEW);
    await frames(engine, ['inspect']);
    await engine.call('engine.setView', { ...VIEW, sample: 0, inspect: { nodeId: 'dense', what: 'maps' } });
    const known = engine.frames.length;
    await frames(engine, ['inspect'], 2);
    const values = tensorsOf(engine.frames.slice(known).find(({ stream }) => stream === 'inspect')!).get(
      'values',
    )!;
    expect(values.shape).toEqual([10]);
    const wider = {
      ...project,
      graph: change(project.graph, 'conv2d', { params: { filters: 9, strides: [2, 2] } }),
    };
    await engine.call('engine.setProject', { project: wider });
    while (tensorsOf(of(engine, 'thumbnails').at(-1)!).get('conv2d')!.shape[0] !== 9)
      await frames(engine, ['thumbnails'], of(engine, 'thumbnails').length + 1);
    expect(tensorsOf(of(engine, 'thumbnails').at(-1)!).get('conv2d')!.shape).toEqual([9, 3, 3]);
  });

  test('is left out while the drawing is wrong, and comes back', async () => {
    const engine = await startEngine();
    const project = delicate();
    await engine.call('engine.setView', VIEW);
    const wrong = { ...project, graph: change(project.graph, 'conv2d', { params: { filters: 0 } }) };
    await engine.call('engine.setProject', { project: wrong });
    await new Promise((done) => setTimeout(done, 200));
    expect(engine.frames).toEqual([]);
    await engine.call('engine.setProject', { project });
    await frames(engine, ['thumbnails', 'inspect', 'prediction']);
    expect(engine.events('diagnostic')).toEqual([]);
  });

  test('of a block or a sample that is not there is nothing, and no failure', async () => {
    const engine = await startEngine();
    await engine.call('engine.setProject', { project: delicate() });
    await engine.call('engine.setView', {
      ...VIEW,
      sample: 1_000_000,
      inspect: { nodeId: 'gone', what: 'filters' },
    });
    await frames(engine, ['thumbnails', 'prediction']);
    expect([of(engine, 'inspect'), engine.events('diagnostic')]).toEqual([[], []]);
  });
});

describe('samples and predictions', () => {
  test('samples are those of the data, bytes and labels', async () => {
    const engine = await startEngine();
    const { data } = delicate();
    const samples = await engine.call('engine.samples', { data, split: 'test', offset: 2, count: 3 });
    expect({ ...samples, x: Buffer.from(samples.x, 'base64').length }).toEqual({
      shape: [28, 28, 1],
      total: 500,
      labels: [1, 0, 4],
      x: 3 * 784,
      dtype: 'uint8',
    });
    const beyond = await engine.call('engine.samples', { data, split: 'test', offset: 499, count: 5 });
    expect(beyond.labels).toHaveLength(1);
  });

  test('a prediction gives a probability for every class', async () => {
    const engine = await startEngine();
    await engine.call('engine.setProject', { project: delicate() });
    const rows = new Float32Array(2 * 784).fill(128);
    const base64 = Buffer.from(rows.buffer).toString('base64');
    const { predictions } = await engine.call('engine.predict', { base64, count: 2 });
    expect(predictions.map((row) => row.map(({ className }) => className).join(''))).toEqual([
      '0123456789',
      '0123456789',
    ]);
    expect(predictions[0]!.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 4);
    await expect(engine.call('engine.predict', { base64, count: 3 })).rejects.toThrow(
      'prediction-input-size',
    );
  });

  test('devices say which can be used, and why others cannot', async () => {
    const engine = await startEngine();
    const devices = await engine.call('engine.devices', {});
    expect(devices[0]).toMatchObject({ name: 'cpu', usable: true });
    expect(devices.filter(({ usable, reason }) => !usable && !reason)).toEqual([]);
  });
});
