import { describe, expect, test } from 'vitest';
import { resolveTarget } from '#shared/compile/target';
import type { DatasetInfo } from '#shared/data/config';
import { chain, DIGITS, draw, POINTS, sourceOf } from '../../fixtures/drawings';

const classesInfo = (classes: number): DatasetInfo => ({
  ...POINTS,
  classNames: Array.from({ length: classes }, (_, i) => String(i)),
});

/** What a head of so many units is trained with. */
function resolve(units: number, classes: number, targets: 'one-hot' | 'sparse' = 'one-hot', loss = 'auto') {
  const graph = chain(['Input', { shape: [2] }], ['Dense', { units, activation: 'softmax' }], 'Output');
  const result = resolveTarget(
    sourceOf(graph, {
      info: classesInfo(classes),
      data: { targets },
      training: { loss: { type: loss, params: {} } },
    }),
  );
  if (!result.ok) return result.diagnostics.map(({ code }) => code);
  const { loss: chosen, target, metrics } = result.value;
  return { loss: chosen.type, ...target, metrics: metrics.map(({ name }) => name) };
}

describe('the loss `auto`', () => {
  test.each([
    [1, 2, 'one-hot', 'binary_crossentropy', 'binary', [1], 'float32'],
    [1, 2, 'sparse', 'binary_crossentropy', 'binary', [1], 'float32'],
    [2, 2, 'one-hot', 'categorical_crossentropy', 'one-hot', [2], 'float32'],
    [10, 10, 'one-hot', 'categorical_crossentropy', 'one-hot', [10], 'float32'],
    [10, 10, 'sparse', 'sparse_categorical_crossentropy', 'sparse', [], 'int32'],
  ] as const)(
    'for %i units, %i classes and %s targets',
    (units, classes, targets, loss, encoding, shape, dtype) => {
      expect(resolve(units, classes, targets)).toEqual({
        loss,
        encoding,
        shape,
        dtype,
        metrics: ['accuracy'],
      });
    },
  );
});

describe('a chosen loss', () => {
  test('decides how targets are written, whatever the data say', () => {
    expect(resolve(10, 10, 'one-hot', 'sparse_categorical_crossentropy')).toMatchObject({
      encoding: 'sparse',
    });
    expect(resolve(10, 10, 'sparse', 'categorical_crossentropy')).toMatchObject({ encoding: 'one-hot' });
  });

  test('that compares number by number gets as many as the head gives', () => {
    expect(resolve(10, 10, 'sparse', 'mean_squared_error')).toMatchObject({
      encoding: 'one-hot',
      shape: [10],
    });
    expect(resolve(1, 2, 'sparse', 'mean_squared_error')).toMatchObject({ encoding: 'binary', shape: [1] });
  });
});

describe('a head that does not fit', () => {
  test.each([
    [3, 2, 'auto'],
    [1, 10, 'auto'],
    [2, 2, 'binary_crossentropy'],
    [1, 2, 'categorical_crossentropy'],
    [1, 10, 'mean_squared_error'],
  ])('%i units, %i classes, loss %s', (units, classes, loss) => {
    expect(resolve(units, classes, 'one-hot', loss)).toEqual(['head-does-not-fit']);
  });

  test('every head of several is looked at', () => {
    const graph = draw(
      {
        input: ['Input', { shape: [2] }],
        right: ['Dense', { units: 2 }],
        wrong: ['Dense', { units: 3 }],
        a: 'Output',
        b: 'Output',
      },
      'input>right',
      'input>wrong',
      'right>a',
      'wrong>b',
    );
    const result = resolveTarget(sourceOf(graph, { info: POINTS }));
    expect(result.diagnostics.map(({ code, nodeId }) => [code, nodeId])).toEqual([
      ['head-does-not-fit', 'b'],
    ]);
  });
});

test('a drawing without a working head has no target', () => {
  const result = resolveTarget(
    sourceOf(chain(['Input', { shape: [28, 28, 1] }], 'Flatten'), { info: DIGITS }),
  );
  expect([result.ok, result.diagnostics[0]!.code]).toEqual([false, 'no-output']);
});
