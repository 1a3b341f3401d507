import { describe, expect, it } from 'vitest';
import type { IrGraph } from '#shared/ops/ir';
import { run } from './compute';
import { layerCases } from './layer-case';
import { feedsOf, layerGraph, settingOf } from './layer-graph';

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

/** Central difference of sum(output · cotangent) with respect to element `index` of input `name`. */
function quotient(
  graph: IrGraph,
  feeds: Readonly<Record<string, number[]>>,
  name: string,
  index: number,
): number {
  const objective = (shift: number) => {
    const moved = feeds[name]!.with(index, feeds[name]![index]! + shift);
    return dot(run(graph, { ...feeds, [name]: moved })['output']!, feeds['cotangent']!);
  };
  return (objective(STEP) - objective(-STEP)) / (2 * STEP);
}

describe('analytic gradients', () => {
  it.each(checked)('$title agrees with central differences in float64', ({ data }) => {
    const setting = settingOf(data);
    const feeds = feedsOf(data);
    const results = run(layerGraph(setting), feeds);
    const forward = layerGraph({ ...setting, gradients: false });
    for (const [key, gradient] of Object.entries(results).filter(([name]) => name.startsWith('d_'))) {
      const name = key.slice(2);
      const pace = Math.max(1, Math.floor(gradient.length / COUNT));
      const scale = gradient.reduce((largest, x) => Math.max(largest, Math.abs(x)), 1e-2);
      for (let i = 0; i < gradient.length; i += pace) {
        const difference = Math.abs(gradient[i]! - quotient(forward, feeds, name, i)) / scale;
        expect({ name, i, close: difference < 1e-3 }).toEqual({ name, i, close: true });
      }
    }
  });
});
