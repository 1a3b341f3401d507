import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { compileForward } from '#shared/compile/forward';
import type { CompileSource } from '#shared/compile/program';
import { initialState } from '#shared/compile/state';
import { compileTraining } from '#shared/compile/training';
import type { Params } from '#shared/graph/document';
import { keyOf, uniformAt } from '#shared/random/counter';
import { createSession, floatsOf, tensorOf, weightFeeds } from '../../../electron/engine/onnx-session';
import { type Block, chain, DIGITS, sourceOf } from '../../fixtures/drawings';
import { BATCH, trainBriefly } from './processor-training';

type Layers = readonly Block[];

const sequence = (steps: number, ...layers: Layers) =>
  sourceOf(
    chain(
      ['Input', { shape: [steps, 3] }],
      ...layers,
      ['Dense', { units: 10, activation: 'softmax' }],
      'Output',
    ),
    { info: { ...DIGITS, shape: [steps, 3] } },
  );

const layer = (type: string, params: Params = {}) => [type, { units: 5, ...params }] as const;
const ALL = { returnSequences: true };

const CASES: Readonly<Record<string, Layers>> = {
  LSTM: [layer('LSTM')],
  'LSTM, all steps': [layer('LSTM', ALL), 'Flatten'],
  'LSTM, backwards, all steps': [layer('LSTM', { ...ALL, goBackwards: true }), 'Flatten'],
  'LSTM without bias, other activations': [
    layer('LSTM', { useBias: false, activation: 'relu', recurrentActivation: 'hard_sigmoid' }),
  ],
  'LSTM with both kinds of dropout': [layer('LSTM', { dropout: 0.2, recurrentDropout: 0.3 })],
  GRU: [layer('GRU')],
  'GRU that resets first': [layer('GRU', { resetAfter: false })],
  'GRU with recurrent dropout': [layer('GRU', { recurrentDropout: 0.4 })],
  SimpleRNN: [layer('SimpleRNN')],
  'SimpleRNN, linear': [layer('SimpleRNN', { activation: 'linear' })],
  Bidirectional: [layer('Bidirectional', { layer: 'GRU', ...ALL }), 'Flatten'],
  'two on top of each other': [layer('LSTM', ALL), layer('GRU')],
};

/** What the last layer but one gives for noise. */
async function predict(source: CompileSource, onProcessor: boolean): Promise<Float32Array> {
  const result = compileForward(source, { batch: BATCH, fetches: ['dense'], losses: false, onProcessor });
  if (!result.ok) throw new Error(result.diagnostics[0]!.message.en);
  const { bytes, layout } = result.value;
  const session = await createSession(bytes, 'cpu', 0);
  const x = Uint8Array.from({ length: BATCH * 18 }, (_, i) => uniformAt(keyOf(3), i) * 256);
  const feeds = { x: tensorOf(x, [BATCH, 6, 3]), ...weightFeeds(initialState(layout, 1)) };
  return floatsOf(await session.run(feeds), 'node_dense');
}

test.each(Object.entries(CASES))(
  'one node that repeats a step trains as steps in a row do: %s',
  async (_, layers) => {
    const source = sequence(6, ...layers);
    const [row, scan] = [await trainBriefly(source, false), await trainBriefly(source, true)];
    scan.losses.forEach((loss, i) => expect(loss).toBeCloseTo(row.losses[i]!, 5));
    const gradient = row.vectors[3]!;
    const largest = Math.max(...gradient.map(Math.abs));
    scan.vectors[3]!.forEach((value, i) =>
      expect(Math.abs(value - gradient[i]!)).toBeLessThan(1e-4 * largest),
    );
  },
);

test('predictions are the same, too', async () => {
  const source = sequence(6, layer('Bidirectional', { layer: 'LSTM', ...ALL }), layer('GRU'));
  const [row, scan] = [await predict(source, false), await predict(source, true)];
  scan.forEach((value, i) => expect(value).toBeCloseTo(row[i]!, 6));
});

test('a long sequence is compiled and opened at once', async () => {
  const source = sequence(800, layer('LSTM', ALL), layer('GRU'));
  const startedAt = performance.now();
  const result = compileTraining(source, { batch: BATCH, onProcessor: true });
  expect(result.ok).toBe(true);
  if (!result.ok) return;
  expect(result.value.bytes.length).toBeLessThan(50_000);
  await createSession(result.value.bytes, 'cpu', 0);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
