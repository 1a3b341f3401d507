import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { stateLayout } from '#shared/compile/layout';
import type { ModelState } from '#shared/compile/program';
import { carryState, initialState, readWeight, writeWeight } from '#shared/compile/state';
import type { GraphDoc } from '#shared/graph/document';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { chain, change, DIGITS_NETWORK } from '../../fixtures/drawings';

const layoutOf = (graph: GraphDoc, optimizer = 'Adam', params = {}) =>
  stateLayout(graph, inferGraph(graph), { ...DEFAULT_TRAINING, optimizer: { type: optimizer, params } });

/** As if it had been trained: every vector holds numbers that are its own. */
function trained(graph: GraphDoc, optimizer?: string, params?: object): ModelState {
  const state = initialState(layoutOf(graph, optimizer, { ...params }), 7);
  const filled = (vector: Float32Array, start: number) => vector.map((_, i) => start + i);
  return {
    ...state,
    theta: filled(state.theta, 1000),
    buffers: filled(state.buffers, 2000),
    frozen: filled(state.frozen, 3000),
    slots: Object.fromEntries(
      Object.keys(state.slots).map((name, i) => [name, filled(state.slots[name]!, 10_000 * (i + 1))]),
    ),
    step: 42,
  };
}

const NETWORK = chain(
  ['Input', { shape: [8, 8, 2] }],
  ['Conv2D', { filters: 3 }],
  'BatchNormalization',
  'Flatten',
  ['Dense', { units: 4 }],
  'Output',
);

describe('the layout of a drawing', () => {
  test('has every weight once, one after the other in its vector', () => {
    const { slots, sizes } = layoutOf(change(NETWORK, 'conv2d', { trainable: false }));
    expect(slots.map(({ name, store }) => [name, store])).toEqual([
      ['conv2d/kernel', 'frozen'],
      ['conv2d/bias', 'frozen'],
      ['batchnormalization/gamma', 'theta'],
      ['batchnormalization/beta', 'theta'],
      ['batchnormalization/moving_mean', 'buffers'],
      ['batchnormalization/moving_variance', 'buffers'],
      ['dense/kernel', 'theta'],
      ['dense/bias', 'theta'],
    ]);
    for (const store of ['theta', 'buffers', 'frozen'] as const) {
      const inside = slots.filter((slot) => slot.store === store);
      const lengthBefore = (i: number) => inside.slice(0, i).reduce((sum, { size }) => sum + size, 0);
      expect(inside.map(({ offset }) => offset)).toEqual(inside.map((_, i) => lengthBefore(i)));
      expect(sizes[store]).toBe(lengthBefore(inside.length));
    }
  });

  test('has the slots of the optimizer', () => {
    expect(
      [layoutOf(NETWORK), layoutOf(NETWORK, 'SGD'), layoutOf(NETWORK, 'SGD', { momentum: 0.9 })].map(
        ({ optimizerSlots }) => optimizerSlots,
      ),
    ).toEqual([['m', 'v'], [], ['momentum']]);
  });
});

describe('a weight', () => {
  test('is read in Keras’s order as it was written', () => {
    const state = initialState(layoutOf(NETWORK), 1);
    fc.assert(
      fc.property(fc.constantFrom(...state.layout.slots), fc.nat(1000), ({ name, size }, start) => {
        const values = Float32Array.from({ length: size }, (_, i) => start + i);
        writeWeight(state, name, values);
        expect(readWeight(state, name)).toEqual(values);
      }),
    );
  });

  test('of a convolution lies in the engine as [out, in, height, width]', () => {
    const state = initialState(layoutOf(NETWORK), 1);
    // Keras: [height 3, width 3, in 2, out 3]; element (h, w, i, o) is written as hwio.
    const digits: number[] = [];
    for (let h = 0; h < 3; h++)
      for (let w = 0; w < 3; w++)
        for (let i = 0; i < 2; i++) for (let o = 0; o < 3; o++) digits.push(((h * 10 + w) * 10 + i) * 10 + o);
    writeWeight(state, 'conv2d/kernel', digits);
    expect(state.theta.slice(0, 4)).toEqual(Float32Array.of(0, 100, 200, 1000));
    expect(state.theta.slice(9, 11)).toEqual(Float32Array.of(10, 110));
  });

  test('that is not there, or of another size, is refused', () => {
    const state = initialState(layoutOf(NETWORK), 1);
    expect(() => readWeight(state, 'conv2d/gamma')).toThrow('conv2d/gamma');
    expect(() => writeWeight(state, 'conv2d/bias', [1])).toThrow('3 numbers');
  });
});

describe('fresh weights', () => {
  test('are a function of the seed', () => {
    const layout = layoutOf(NETWORK);
    expect(initialState(layout, 3)).toEqual(initialState(layout, 3));
    expect(initialState(layout, 4).theta).not.toEqual(initialState(layout, 3).theta);
  });

  test('of a layer are the same whatever else is drawn', () => {
    const other = chain(
      ['Input', { shape: [8, 8, 2] }],
      'BatchNormalization',
      ['Conv2D', { filters: 3 }],
      'Flatten',
      'Output',
    );
    const [a, b] = [NETWORK, other].map((graph) =>
      readWeight(initialState(layoutOf(graph), 5), 'conv2d/kernel'),
    );
    expect(a).toEqual(b);
  });

  test('follow the initializers of Keras', () => {
    const state = initialState(layoutOf(NETWORK), 1);
    const kernel = readWeight(state, 'dense/kernel');
    const limit = Math.sqrt(6 / (108 + 4));
    expect(kernel.every((x) => Math.abs(x) <= limit)).toBe(true);
    expect([...new Set(readWeight(state, 'dense/bias'))]).toEqual([0]);
    expect([...new Set(readWeight(state, 'batchnormalization/moving_variance'))]).toEqual([1]);
    expect([state.step, new Set(state.slots['m'])]).toEqual([0, new Set([0])]);
  });
});

describe('weights carried into another drawing', () => {
  test('stay where name and shape still fit, with the optimizer’s memory of them', () => {
    const from = trained(NETWORK);
    const grown = change(NETWORK, 'dense', { params: { units: 5 } });
    const { state, carried, fresh } = carryState(from, layoutOf(grown), 9);
    expect(fresh).toEqual(['dense/kernel', 'dense/bias']);
    expect(carried).toHaveLength(6);
    expect(readWeight(state, 'conv2d/kernel')).toEqual(readWeight(from, 'conv2d/kernel'));
    expect(readWeight(state, 'batchnormalization/moving_mean')).toEqual(
      readWeight(from, 'batchnormalization/moving_mean'),
    );
    expect(readWeight(state, 'dense/kernel')).toEqual(
      readWeight(initialState(layoutOf(grown), 9), 'dense/kernel'),
    );
    const { offset, size } = state.layout.slots[0]!;
    expect(state.slots['m']!.slice(offset, offset + size)).toEqual(from.slots['m']!.slice(0, size));
    const dense = state.layout.slots.find(({ name }) => name === 'dense/kernel')!;
    expect(new Set(state.slots['v']!.slice(dense.offset, dense.offset + dense.size))).toEqual(new Set([0]));
    expect(state.step).toBe(42);
  });

  test('survive being frozen and trained again', () => {
    const from = trained(NETWORK);
    const { state } = carryState(from, layoutOf(change(NETWORK, 'conv2d', { trainable: false })), 9);
    const back = carryState(state, layoutOf(NETWORK), 9);
    expect(readWeight(state, 'conv2d/kernel')).toEqual(readWeight(from, 'conv2d/kernel'));
    expect(readWeight(back.state, 'conv2d/kernel')).toEqual(readWeight(from, 'conv2d/kernel'));
    expect(back.fresh).toEqual([]);
  });

  test('begin counting anew with another optimizer, whose memory is empty', () => {
    const { state, fresh } = carryState(trained(NETWORK, 'SGD'), layoutOf(NETWORK, 'Adam'), 9);
    expect([state.step, fresh, new Set(state.slots['m'])]).toEqual([0, [], new Set([0])]);
    expect(carryState(trained(NETWORK, 'Adam'), layoutOf(NETWORK, 'SGD'), 9).state.step).toBe(42);
  });

  test('leave nothing behind where nothing fits', () => {
    const { state, carried } = carryState(
      trained(NETWORK),
      layoutOf(chain(['Input', { shape: [2] }], ['Dense', { units: 3 }], 'Output')),
      9,
    );
    expect([carried, state.step]).toEqual([[], 0]);
  });
});

test('a layer that is bypassed has no weights', () => {
  const { slots } = layoutOf(change(DIGITS_NETWORK, 'conv2d', { bypassed: true }));
  expect(slots.map(({ name }) => name)).toEqual(['dense/kernel', 'dense/bias']);
});
