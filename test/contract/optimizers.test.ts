import { describe, expect, it } from 'vitest';
import type { Params, ParamValue } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { buildGraph } from './compute';
import { MACHINES } from './machines';
import { casesOf, decode, type GoldenArray, largestDifference, readCase } from './golden';

interface OptimizerCase {
  readonly optimizer: string;
  readonly config: Readonly<Record<string, ParamValue>>;
  readonly initial: readonly GoldenArray[];
  readonly gradients: readonly (readonly GoldenArray[])[];
  readonly learningRates: readonly number[];
  readonly thetas: readonly (readonly GoldenArray[])[];
  readonly largestMovement: number;
}

/** Options of Keras's optimizers that the table does not offer. */
const UNCOVERED = [
  'Adam/amsgrad',
  'Adam/clipnorm',
  'Adam/clipvalue',
  'Adam/global-clipnorm',
  'Adam/weight-decay',
  'SGD/clipnorm',
  'SGD/clipvalue',
  'SGD/global-clipnorm',
  'SGD/momentum-weight-decay',
  'SGD/weight-decay',
];

const RENAMED: Readonly<Record<string, string>> = { beta_1: 'beta1', beta_2: 'beta2' };

/** Keras's config as our parameters, or null when it uses an option that the table lacks. */
function paramsOf({ optimizer, config }: OptimizerCase): Params | null {
  const specs = OPTIMIZERS[optimizer]!.params;
  const entries = Object.entries(config)
    .filter(([key]) => key !== 'learning_rate')
    .map(([key, value]) => [RENAMED[key] ?? key, value] as const);
  const isOff = (value: ParamValue) => value === null || value === false;
  if (entries.some(([name, value]) => !(name in specs) && !isOff(value))) return null;
  return { ...defaultParams(specs), ...Object.fromEntries(entries.filter(([name]) => name in specs)) };
}

const ofTable = casesOf('optimizers')
  .filter((golden) => golden.name in OPTIMIZERS)
  .map((golden) => ({ title: `${golden.name}/${golden.case}`, data: readCase(golden) as OptimizerCase }));
const covered = ofTable.filter(({ data }) => paramsOf(data) !== null);

const flat = (arrays: readonly GoldenArray[]) => arrays.flatMap((array) => [...decode(array).data]);

describe('optimizers', () => {
  it('cover the golden cases but for a known list', () => {
    const titles = ofTable.filter((entry) => !covered.includes(entry)).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(UNCOVERED);
    const names = new Set(covered.map(({ data }) => data.optimizer));
    expect([...names].toSorted()).toEqual(Object.keys(OPTIMIZERS).toSorted());
  });

  describe.each(MACHINES)('computed by %s', (_machine, compute) => {
    it.each(covered)('$title moves the weights as Keras does', async ({ data }) => {
      const definition = OPTIMIZERS[data.optimizer]!;
      const params = paramsOf(data)!;
      const names = definition.slots(params);
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
          const slots = Object.fromEntries(names.map((name) => [name, inputs[name]!]));
          const { theta: before, gradient, learningRate, step } = inputs;
          const next = definition.update(b, {
            theta: before!,
            gradient: gradient!,
            slots,
            learningRate: learningRate!,
            step: step!,
            params,
          });
          expect(Object.keys(next.slots)).toEqual(names);
          return {
            output: next.theta,
            ...Object.fromEntries(names.map((name) => [`next_${name}`, next.slots[name]!])),
          };
        },
      );
      let slots = Object.fromEntries(names.map((name) => [name, theta.map(() => 0)]));
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
