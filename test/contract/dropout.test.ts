import { describe, expect, it } from 'vitest';
import { run } from './compute';
import { casesOf, readCase } from './golden';
import { layerGraph, type LayerSetting } from './layer-graph';

interface Statement {
  readonly config: { readonly rate: number };
  readonly inputShape: readonly [number, number];
  readonly inputValue: number;
  readonly keptValue: number;
  readonly keptFractionExpected: number;
  readonly keptFractionStandardError: number;
}

const statements = casesOf('layers')
  .filter((golden) => golden.name === 'Dropout' && golden.case === 'training-statement')
  .map((golden) => readCase(golden) as Statement);

const dropping = (rate: number, batch: number, features: number): LayerSetting => ({
  type: 'Dropout',
  params: { rate },
  shapes: [[features]],
  batch,
  training: true,
  gradients: true,
});
const setting = dropping(0.4, 50, 20);
const ones = Array.from({ length: 1000 }, () => 1);

describe('Dropout while training', () => {
  it.each(statements)(
    'keeps the share that Keras states, scaled up, and passes gradients alike',
    (statement) => {
      const { config, inputShape, inputValue, keptValue, ...law } = statement;
      const [batch, features] = inputShape;
      const graph = layerGraph(dropping(config.rate, batch, features));
      const values = Array.from({ length: batch * features }, () => inputValue);
      const cotangent = values.map((_, i) => i + 1);
      const { output, d_in_0: gradient } = run(graph, { in_0: values, key: [99], cotangent });
      const kept = output!.map((x) => x !== 0);
      const share = kept.filter(Boolean).length / kept.length;
      expect(Math.abs(share - law.keptFractionExpected)).toBeLessThan(5 * law.keptFractionStandardError);
      const wrong = output!.filter((x) => x !== 0 && Math.abs(x - keptValue) > 1e-6);
      expect(wrong).toEqual([]);
      const off = gradient!.filter((g, i) => Math.abs(g - (kept[i] ? keptValue * (i + 1) : 0)) > 1e-3);
      expect(off).toEqual([]);
    },
  );

  it('draws the same mask from the same key only', () => {
    const masks = [5, 5, 6].map((key) =>
      run(layerGraph({ ...setting, gradients: false }), { in_0: ones, key: [key] }),
    );
    expect(masks[1]).toEqual(masks[0]);
    expect(masks[2]).not.toEqual(masks[0]);
  });

  it.each([
    ['a rate of 0', { params: { rate: 0 } }],
    ['prediction', { training: false }],
  ])('is the identity with %s', (_name, change) => {
    const x = ones.map((_, i) => i / 7);
    const graph = layerGraph({ ...setting, gradients: false, ...change });
    expect(run(graph, { in_0: x, key: [5] })['output']).toEqual(x);
  });
});
