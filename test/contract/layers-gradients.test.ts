import { describe, expect, it } from 'vitest';
import type { IrGraph } from '#shared/ops/ir';
import { run } from './compute';
import { layerCases } from './layer-case';
import { feedsOf, layerGraph, settingOf } from './layer-graph';

/** Where a difference quotient means nothing: inputs exactly at a kink, equal maxima. */
const NOT_DIFFERENTIABLE = [
  'Activation/leaky-relu-0.3-kinks',
  'Activation/leaky-relu-kinks',
  'Activation/relu-kinks',
  'MaxPooling2D/ties',
];

/** Numbers so large that a step of 1e-4 is lost or the quotient overflows. */
const TOO_LARGE = ['Activation/sigmoid-kinks', 'Activation/tanh-kinks'];

/** Every `pace`-th element of each input is checked, about `COUNT` in all. */
const COUNT = 12;
const STEP = 1e-4;

const checked = layerCases.filter(
  ({ title }) => !NOT_DIFFERENTIABLE.includes(title) && !TOO_LARGE.includes(title),
);

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
  it('are compared for all cases but those where quotients mean nothing', () => {
    expect(layerCases.length - checked.length).toBe(NOT_DIFFERENTIABLE.length + TOO_LARGE.length);
  });

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
