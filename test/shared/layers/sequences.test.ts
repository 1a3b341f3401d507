import { describe, expect, it } from 'vitest';
import { initialState, readWeight } from '#shared/compile/state';
import { stateLayout } from '#shared/compile/layout';
import { inferGraph } from '#shared/compile/infer';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { keyOf, uniformAt } from '#shared/random/counter';
import { chain } from '../../fixtures/drawings';
import { computed } from './computed';

const numbers = (count: number, key: number): number[] =>
  Array.from({ length: count }, (_, i) => 2 * uniformAt(keyOf(key), i) - 1);

const STEPS = 4;
const FEATURES = 2;
const UNITS = 3;
const sequence = numbers(STEPS * FEATURES, 1);

/** Weights of a cell with `gates` gates; GRU has a bias of two rows. */
const cellWeights = (prefix: string, gates: number, key: number, rows = 1) => ({
  [`${prefix}kernel`]: numbers(FEATURES * gates * UNITS, key),
  [`${prefix}recurrent_kernel`]: numbers(UNITS * gates * UNITS, key + 1),
  [`${prefix}bias`]: numbers(rows * gates * UNITS, key + 2),
});

const CELLS = [
  ['LSTM', 'lstm', 4, 1],
  ['GRU', 'gru', 3, 2],
  ['SimpleRNN', 'simple_rnn', 1, 1],
] as const;

/** Last step first. */
const turned = (steps: readonly number[], width: number) =>
  Array.from({ length: steps.length / width }, (_, t) => steps.slice(t * width, (t + 1) * width))
    .toReversed()
    .flat();

describe.each(CELLS)('Bidirectional with %s', (layer, prefix, gates, rows) => {
  const all = { units: UNITS, returnSequences: true };
  const forward = computed(layer, [[STEPS, FEATURES]], all, [sequence], {
    weights: cellWeights('', gates, 10, rows),
  }).output;
  const backward = computed(layer, [[STEPS, FEATURES]], { ...all, goBackwards: true }, [sequence], {
    weights: cellWeights('', gates, 20, rows),
  }).output;
  const both = (params: object) =>
    computed('Bidirectional', [[STEPS, FEATURES]], { layer, units: UNITS, ...params }, [sequence], {
      weights: {
        ...cellWeights(`forward_${prefix}/`, gates, 10, rows),
        ...cellWeights(`backward_${prefix}/`, gates, 20, rows),
      },
    }).output;
  const ordered = turned(backward, UNITS);

  it('puts the last step of each direction side by side', () => {
    expect(both({})).toEqual([...forward.slice(-UNITS), ...backward.slice(-UNITS)]);
  });

  it('brings all steps of the backward layer into the order of time', () => {
    const expected = forward.map((x, i) => x + ordered[i]!);
    const found = both({ mergeMode: 'sum', returnSequences: true });
    expect(found.map((x, i) => Math.abs(x - expected[i]!) < 1e-5)).toEqual(found.map(() => true));
  });
});

describe('the dropout of recurrent layers', () => {
  it('drops the same features at every step', () => {
    // Without memory each step is the product of its input alone.
    const ones = Array<number>(6 * 4).fill(1);
    const { output } = computed(
      'SimpleRNN',
      [[6, 4]],
      { units: 4, activation: 'linear', returnSequences: true, dropout: 0.5 },
      [ones],
      {
        training: true,
        weights: {
          kernel: Array.from({ length: 16 }, (_, i) => Number(i % 5 === 0)),
          recurrent_kernel: Array<number>(16).fill(0),
          bias: Array<number>(4).fill(0),
        },
      },
    );
    const first = output.slice(0, 4);
    expect(new Set(first)).toEqual(new Set([0, 2]));
    expect(output).toEqual(Array.from({ length: 6 }, () => first).flat());
  });
});

describe('LSTM', () => {
  it('starts with an open forget gate', () => {
    const bias = (params: object) => {
      const drawing = chain(['Input', { shape: [5, 2] }], ['LSTM', { units: 2, ...params }], 'Output');
      const layout = stateLayout(drawing, inferGraph(drawing), DEFAULT_TRAINING);
      return [...readWeight(initialState(layout, 1), 'lstm/bias')];
    };
    expect(bias({})).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect(bias({ unitForgetBias: false })).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('TimeDistributed', () => {
  const kernel = numbers(3 * 3 * 2 * 2, 30);

  it('gives each step what the layer alone gives it', () => {
    const film = [numbers(4 * 5 * 2, 31), numbers(4 * 5 * 2, 32)];
    // One step is an image, which the engine keeps channels first; a film lies in Keras's order.
    const engine = (image: readonly number[]) =>
      [0, 1].flatMap((channel) => image.filter((_, i) => i % 2 === channel));
    const weights = { kernel, bias: [0.5, -0.5] };
    const { output } = computed(
      'TimeDistributed',
      [[2, 4, 5, 2]],
      { layer: 'Conv2D', filters: 2, kernelSize: [3, 3] },
      [film.flat()],
      { weights },
    );
    const alone = film.map(
      (image) =>
        computed('Conv2D', [[4, 5, 2]], { filters: 2, kernelSize: [3, 3] }, [engine(image)], { weights })
          .output,
    );
    const kerasOrder = alone.flatMap((maps) =>
      Array.from({ length: 6 }, (_, cell) => [maps[cell]!, maps[6 + cell]!]).flat(),
    );
    expect(output).toEqual(kerasOrder);
  });
});

describe('MultiHeadAttention', () => {
  const sizes = { numHeads: 2, keyDim: 3 };
  const weights = {
    'query/kernel': numbers(4 * 6, 40),
    'query/bias': numbers(6, 41),
    'key/kernel': numbers(4 * 6, 42),
    'key/bias': numbers(6, 43),
    'value/kernel': numbers(4 * 6, 44),
    'value/bias': numbers(6, 45),
    'attention_output/kernel': numbers(6 * 4, 46),
    'attention_output/bias': numbers(4, 47),
  };
  const shape = [3, 4];
  const x = numbers(12, 48);
  const attend = (inputs: number[][], params = {}) =>
    computed(
      'MultiHeadAttention',
      inputs.map(() => shape),
      { ...sizes, ...params },
      inputs,
      { weights },
    ).output;

  it('attends to itself with one wire', () => {
    expect(attend([x])).toEqual(attend([x, x]));
    expect(attend([x])).toEqual(attend([x, x, x]));
  });

  it('sees no later step with a causal mask', () => {
    const changed = x.with(11, 9);
    const [before, after] = [x, changed].map((input) => attend([input], { useCausalMask: true }));
    expect(after!.slice(0, 8)).toEqual(before!.slice(0, 8));
    expect(after!.slice(8)).not.toEqual(before!.slice(8));
    expect(attend([changed]).slice(0, 4)).not.toEqual(attend([x]).slice(0, 4));
  });
});

describe('positions', () => {
  it('PositionEmbedding adds a row of its table to each step', () => {
    const embeddings = [10, 20, 30, 40];
    const { output } = computed('PositionEmbedding', [[2, 2]], {}, [[1, 2, 3, 4]], {
      weights: { embeddings },
    });
    expect(output).toEqual([11, 22, 33, 44]);
  });

  it('SinePositionEncoding adds sines and cosines of growing length', () => {
    const { output } = computed('SinePositionEncoding', [[2, 4]], {}, [Array<number>(8).fill(0)]);
    const round = (n: number) => Math.round(n * 1e6) / 1e6;
    expect(output).toEqual(
      [0, 1, 0, 1, Math.sin(1), Math.cos(1), Math.sin(0.01), Math.cos(0.01)].map((n) =>
        round(Math.fround(n)),
      ),
    );
  });
});
