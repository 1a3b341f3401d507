import { describe, expect, it } from 'vitest';
import type { Params, ParamValue } from '#shared/graph/document';
import { checkParam } from '#shared/graph/params';
import { applyOptimizer, optimizerSlots } from '#shared/train/apply-optimizer';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { buildGraph } from './compute';
import { coverageGaps } from './coverage';
import { casesOf, decode, type GoldenArray, largestDifference, readCase } from './golden';
import { paramsFromKeras } from './keras-params';
import { MACHINES } from './machines';

interface OptimizerCase {
  readonly optimizer: string;
  readonly config: Readonly<Record<string, ParamValue>>;
  readonly initial: readonly GoldenArray[];
  readonly gradients: readonly (readonly GoldenArray[])[];
  readonly learningRates: readonly number[];
  readonly thetas: readonly (readonly GoldenArray[])[];
  readonly largestMovement: number;
}

const cases = casesOf('optimizers').map((golden) => ({
  title: `${golden.name}/${golden.case}`,
  data: readCase(golden) as OptimizerCase,
}));

/** The learning rate is no parameter of the table. */
function paramsOf({ optimizer, config }: OptimizerCase): Params {
  const { learning_rate: _, ...options } = config;
  return paramsFromKeras(OPTIMIZERS[optimizer]!.params, options);
}

const flat = (arrays: readonly GoldenArray[]) => arrays.flatMap((array) => [...decode(array).data]);

describe('optimizers', () => {
  it('have a row for every golden case, and a golden case for every row', () => {
    expect(coverageGaps('optimizers', OPTIMIZERS)).toEqual([]);
  });

  it.each(cases)('$title has parameters that are allowed', ({ data }) => {
    const specs = OPTIMIZERS[data.optimizer]!.params;
    const wrong = Object.entries(paramsOf(data)).filter(([name, value]) => checkParam(specs[name]!, value));
    expect(wrong).toEqual([]);
  });

  describe.each(MACHINES)('computed by %s', (_machine, compute) => {
    it.each(cases)('$title moves the weights as Keras does', async ({ data }) => {
      const definition = OPTIMIZERS[data.optimizer]!;
      const params = paramsOf(data);
      const starts = optimizerSlots(definition, params);
      const names = Object.keys(starts);
      let theta = flat(data.initial);
      const shape = [theta.length];
      const graph = buildGraph(
        [
          { name: 'theta', shape },
          { name: 'gradient', shape },
          { name: 'learningRate', shape: [] },
          { name: 'step', shape: [] },
          ...names.map((name) => ({ name, shape })),
        ],
        (b, inputs) => {
          const next = applyOptimizer(b, definition, {
            theta: inputs['theta']!,
            gradient: inputs['gradient']!,
            slots: Object.fromEntries(names.map((name) => [name, inputs[name]!])),
            learningRate: inputs['learningRate']!,
            step: inputs['step']!,
            params,
            segments: data.initial.map((array) => array.shape.reduce((size, n) => size * n, 1)),
          });
          expect(Object.keys(next.slots).toSorted()).toEqual(names.toSorted());
          return {
            output: next.theta,
            ...Object.fromEntries(names.map((name) => [`next_${name}`, next.slots[name]!])),
          };
        },
      );
      let slots = Object.fromEntries(names.map((name) => [name, theta.map(() => starts[name]!)]));
      const last = flat(data.thetas.at(-1)!);
      const largest = last.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      const tolerance = 1e-6 * largest + 2e-5 * data.largestMovement;
      const off: number[] = [];
      for (const [step, gradients] of data.gradients.entries()) {
        const next = await compute(graph, {
          ...slots,
          theta,
          gradient: flat(gradients),
          learningRate: [data.learningRates[step]!],
          step: [step],
        });
        theta = next['output']!;
        slots = Object.fromEntries(names.map((name) => [name, next[`next_${name}`]!]));
        const difference = largestDifference(theta, flat(data.thetas[step]!));
        if (!(difference <= tolerance)) off.push(step);
      }
      expect(off).toEqual([]);
    });
  });
});
