import { describe, expect, it } from 'vitest';
import type { IrGraph } from '#shared/ops/ir';
import { run } from './compute';
import { largestDifference, scaleOf } from './golden';
import { layerCases } from './layer-case';
import { feedsOf, layerGraph, type LayerSetting, settingOf } from './layer-graph';
import { randomFeeds, SETTINGS } from './layer-settings';
import { runInOnnx } from './onnx';

/**
 * A difference quotient means nothing exactly at a kink or where maxima are equal, and the kinks' files hold numbers so large that a
 * step is lost; Keras's own gradients are compared there.
 */
const isKink = (title: string) => /-kinks$|\/ties$/.test(title);

/** Every `pace`-th element of each input is checked, about `COUNT` in all. */
const COUNT = 12;
const STEP = 1e-4;

const checked = layerCases.filter(({ title }) => !isKink(title));

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

type Feeds = Readonly<Record<string, number[]>>;

/** Central difference of sum(output · cotangent) with respect to element `index` of input `name`. */
function quotient(graph: IrGraph, feeds: Feeds, name: string, index: number): number {
  const objective = (shift: number) => {
    const moved = feeds[name]!.with(index, feeds[name]![index]! + shift);
    return dot(run(graph, { ...feeds, [name]: moved })['output']!, feeds['cotangent']!);
  };
  return (objective(STEP) - objective(-STEP)) / (2 * STEP);
}

/** Elements of gradients that differ from central differences, in float64. */
function wrongGradients(setting: LayerSetting, feeds: Feeds, except: readonly string[] = []) {
  const forward = layerGraph({ ...setting, gradients: false });
  return Object.entries(run(layerGraph(setting), feeds)).flatMap(([key, gradient]) => {
    if (!key.startsWith('d_') || except.includes(key)) return [];
    const name = key.slice(2);
    const pace = Math.max(1, Math.floor(gradient.length / COUNT));
    const scale = gradient.reduce((largest, x) => Math.max(largest, Math.abs(x)), 1e-2);
    return gradient.flatMap((value, i) => {
      if (i % pace !== 0) return [];
      const expected = quotient(forward, feeds, name, i);
      return Math.abs(value - expected) / scale < 1e-3 ? [] : [{ name, i, value, expected }];
    });
  });
}

describe('analytic gradients', () => {
  it.each(checked)('$title agrees with central differences in float64', ({ data }) => {
    // Whole numbers have no gradient.
    const whole = data.inputGradients.flatMap((golden, i) => (golden ? [] : [`d_in_${i}`]));
    expect(wrongGradients(settingOf(data), feedsOf(data), whole)).toEqual([]);
  });

  it.each(SETTINGS)('$title agrees with central differences in float64', (named) => {
    expect(wrongGradients(named.setting, randomFeeds(named))).toEqual([]);
  });
});

describe('without golden values', () => {
  it.each(SETTINGS)('$title is the same in ONNX Runtime as in the interpreter', async (named) => {
    const [graph, feeds] = [layerGraph(named.setting), randomFeeds(named)];
    const [plain, onnx] = [run(graph, feeds), await runInOnnx(graph, feeds)];
    const off = Object.entries(plain).filter(
      ([name, values]) => !(largestDifference(onnx[name]!, values) <= 1e-5 * scaleOf(values)),
    );
    expect(off.map(([name]) => name)).toEqual([]);
  });
});
