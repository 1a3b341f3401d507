import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { differentiate } from '#shared/compile/differentiate';
import { compileForward } from '#shared/compile/forward';
import { inferGraph } from '#shared/compile/infer';
import { lowerGraph, storeInputs, type Stores } from '#shared/compile/lower';
import type { CompileSource, ModelState } from '#shared/compile/program';
import { initialState, readWeight } from '#shared/compile/state';
import { resolveTarget } from '#shared/compile/target';
import { batchLoss, headValues } from '#shared/compile/total-loss';
import { compileTraining } from '#shared/compile/training';
import { addPenalty } from '#shared/compile/weight-rules';
import type { GraphDoc, Params } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import { LAYERS } from '#shared/layers/table';
import { IrBuilder } from '#shared/ops/builder';
import { keyOf, uniformAt } from '#shared/random/counter';
import { chain, change, POINTS, sourceOf } from '../../fixtures/drawings';
import { interpret } from '../../fakes/interpreter';
import { freshState, noiseBatches, openTraining, trainSteps } from './training-program';

const INFO = { ...POINTS, classNames: ['a', 'b', 'c'] };

const settings = (graph: GraphDoc, training: object = {}): CompileSource =>
  sourceOf(graph, { info: INFO, data: { dataset: 'noise', rescale: 1 }, training });

const network = (hidden: Params, head: Params = {}): GraphDoc =>
  chain(
    ['Input', { shape: [2] }],
    ['Dense', { units: 4, activation: 'tanh', ...hidden }],
    'LayerNormalization',
    ['Dense', { units: 3, activation: 'softmax', ...head }],
    'Output',
  );

const ELASTIC = { kernelRegularizer: 'L1L2', kernelRegularizerL1: 0.02, kernelRegularizerL2: 0.3 };
const REGULARIZED = network(ELASTIC, { biasRegularizer: 'L2', biasRegularizerL2: 0.5 });
const PLAIN = network({});

/** What the regularizers of `REGULARIZED` cost, by the formula. */
function costOf(state: ModelState): number {
  const kernel = [...readWeight(state, 'dense/kernel')];
  const bias = [...readWeight(state, 'dense_2/bias')];
  const sum = (values: readonly number[], f: (x: number) => number) =>
    values.reduce((total, x) => total + f(x), 0);
  return 0.02 * sum(kernel, Math.abs) + 0.3 * sum(kernel, (x) => x * x) + 0.5 * sum(bias, (x) => x * x);
}

/** A state of which no number is 0. */
function noiseState(source: CompileSource): ModelState {
  const result = compileTraining(source, { batch: 4 });
  if (!result.ok) throw new Error(result.diagnostics[0]!.message.en);
  const state = initialState(result.value.layout, 1);
  for (let i = 0; i < state.theta.length; i++) state.theta[i] = uniformAt(keyOf(3), i) - 0.5;
  return state;
}

async function trainingLoss(graph: GraphDoc, state: (source: CompileSource) => ModelState): Promise<number> {
  const source = settings(graph);
  const opened = await openTraining(source, 4);
  const { losses } = await trainSteps(opened, state(source), noiseBatches(opened, source, 1), 0, 1);
  await opened.session.release();
  return losses[0]!;
}

/** What the forward program says of two samples with `targets`. */
async function evaluate(source: CompileSource, targets: Tensor) {
  const result = compileForward(source, { batch: 2, fetches: [], losses: true });
  if (!result.ok) throw new Error(result.diagnostics[0]!.message.en);
  const session = await InferenceSession.create(result.value.bytes, { logSeverityLevel: 3 });
  const { theta } = noiseState(source);
  const outputs = await session.run({
    x: new Tensor('float32', Float32Array.of(0.5, -1, 1, 2), [2, 2]),
    y: targets,
    theta: new Tensor('float32', theta, [theta.length]),
  });
  await session.release();
  return outputs;
}

async function sampleLosses(graph: GraphDoc): Promise<readonly number[]> {
  const targets = new Tensor('float32', Float32Array.of(1, 0, 0, 0, 0, 1), [2, 3]);
  const outputs = await evaluate(settings(graph), targets);
  return [...(outputs['loss']!.data as Float32Array)];
}

describe('regularizers', () => {
  it('are part of the loss that is trained and reported', async () => {
    const penalized = await trainingLoss(REGULARIZED, noiseState);
    const without = await trainingLoss(PLAIN, noiseState);
    expect(penalized - without).toBeCloseTo(costOf(noiseState(settings(REGULARIZED))), 5);
  });

  it('are part of the loss of an evaluation', async () => {
    const [penalized, without] = [await sampleLosses(REGULARIZED), await sampleLosses(PLAIN)];
    const cost = costOf(noiseState(settings(REGULARIZED)));
    expect(penalized).toHaveLength(2);
    penalized.forEach((loss, i) => expect(loss - without[i]!).toBeCloseTo(cost, 5));
  });

  it('are in the mean once where some samples do not count', async () => {
    const meanLoss = async (graph: GraphDoc) => {
      const source = settings(graph, {
        loss: { type: 'sparse_categorical_crossentropy', params: { ignoreClass: 2 } },
      });
      const outputs = await evaluate(source, new Tensor('int32', Int32Array.of(0, 2), [2]));
      const sum = (name: string) => [...(outputs[name]!.data as Float32Array)].reduce((a, x) => a + x, 0);
      expect(sum('weight')).toBe(1);
      return sum('loss') / sum('weight');
    };
    const cost = costOf(noiseState(settings(REGULARIZED)));
    expect((await meanLoss(REGULARIZED)) - (await meanLoss(PLAIN))).toBeCloseTo(cost, 5);
  });

  it('pull at their weights: the gradient agrees with central differences in float64', () => {
    const source = settings(REGULARIZED);
    const b = new IrBuilder();
    const x = b.input('x', [4, 2]);
    const y = b.input('y', [4, 3]);
    let stores: Stores = {};
    const lowered = lowerGraph(b, source, (layout) => (stores = storeInputs(b, layout, (name) => name)), {
      batch: 4,
      training: true,
      x,
    });
    const resolved = resolveTarget(source);
    if (!resolved.ok) throw new Error('No target');
    const heads = headValues(b, source, resolved.value, y, lowered);
    const loss = addPenalty(b, b.mean(batchLoss(b, heads, null).loss, [0]), lowered);
    const [gradient] = differentiate(b, loss, [...stores.theta!]);
    const graph = b.build([
      { name: 'loss', value: loss },
      { name: 'gradient', value: gradient! },
    ]);
    const theta = [...noiseState(source).theta];
    const feeds = {
      x: Array.from({ length: 8 }, (_, i) => uniformAt(keyOf(4), i) - 0.5),
      y: Array.from({ length: 12 }, (_, i) => Number(i % 4 === 0)),
    };
    const lossAt = (moved: number[]) => interpret(graph, { ...feeds, theta: moved })['loss']!.data[0]!;
    const found = interpret(graph, { ...feeds, theta })['gradient']!.data;
    const wrong = found.filter((value, i) => {
      const at = (shift: number) => lossAt(theta.with(i, theta[i]! + shift));
      return !(Math.abs(value - (at(1e-4) - at(-1e-4)) / 2e-4) < 1e-6);
    });
    expect(wrong).toEqual([]);
  });

  it('of frozen layers cost nothing, no work either', () => {
    const bytesOf = (graph: GraphDoc) => {
      const result = compileTraining(settings(change(graph, 'dense', { trainable: false })), { batch: 4 });
      return result.ok ? result.value.bytes : null;
    };
    expect(bytesOf(network(ELASTIC))).not.toBeNull();
    expect(bytesOf(network(ELASTIC))).toEqual(bytesOf(PLAIN));
  });
});

/** Lengths of the columns of a kernel: one for each unit. */
const columnNorms = (kernel: Float32Array, units: number): number[] =>
  Array.from({ length: units }, (_, unit) => Math.hypot(...kernel.filter((_x, i) => i % units === unit)));

const LAWS: Readonly<
  Record<
    string,
    { readonly params: Params; readonly holds: (norms: number[], kernel: Float32Array) => boolean }
  >
> = {
  MaxNorm: {
    params: { kernelConstraintMaxValue: 0.25 },
    holds: (norms) => norms.every((norm) => norm <= 0.25 + 1e-5),
  },
  NonNeg: { params: {}, holds: (_norms, kernel) => kernel.every((x) => x >= 0) },
  UnitNorm: { params: {}, holds: (norms) => norms.every((norm) => Math.abs(norm - 1) < 1e-5) },
  MinMaxNorm: {
    params: { kernelConstraintMinValue: 0.5, kernelConstraintMaxValue: 0.75 },
    holds: (norms) => norms.every((norm) => norm >= 0.5 - 1e-5 && norm <= 0.75 + 1e-5),
  },
};

/** A drawing for images with the block `layer` in the middle of other weights. */
const between = (layer: readonly [string, Params]): GraphDoc =>
  chain(
    ['Input', { shape: [6, 6, 1] }],
    ['Conv2D', { filters: 2 }],
    layer,
    'Flatten',
    ['Dense', { units: 3, activation: 'softmax' }],
    'Output',
  );

describe.each(Object.entries(LAWS))('%s', (type, { params, holds }) => {
  it.each([
    ['Conv2D', { filters: 3, kernelConstraintAxis: [0, 1, 2] }, 'conv2d_2/kernel', 3],
    ['Dense', { units: 5 }, 'dense/kernel', 5],
  ])('holds after each step of a %s, and no other weight obeys it', async (layer, own, name, units) => {
    const graph = between([layer, { ...own, ...params, kernelConstraint: type }]);
    const free = between([layer, own]);
    const run = async (of: GraphDoc) => {
      const source = sourceOf(of, {
        info: { ...INFO, shape: [6, 6, 1] },
        data: { dataset: 'noise', rescale: 1 },
        training: { optimizer: { type: 'SGD', params: {} } },
      });
      const opened = await openTraining(source, 4);
      const batches = noiseBatches(opened, source, 3);
      const states = [freshState(opened)];
      for (let step = 0; step < 3; step++) {
        states.push((await trainSteps(opened, states.at(-1)!, batches, step, 1, 0.5)).state);
      }
      await opened.session.release();
      return states;
    };
    const [states, freely] = [await run(graph), await run(free)];
    const obeys = (state: ModelState) => {
      const kernel = readWeight(state, name);
      return holds(columnNorms(kernel, units), kernel);
    };
    expect(states.slice(1).map(obeys)).toEqual([true, true, true]);
    expect(obeys(freely[1]!)).toBe(false);
    expect(readWeight(states[1]!, 'conv2d/kernel')).toEqual(readWeight(freely[1]!, 'conv2d/kernel'));
  });
});

describe('drawings from before there were regularizers and constraints', () => {
  it('mean the same as with the new parameters at their defaults', () => {
    const full = change(PLAIN, 'dense', {
      params: { ...defaultParams(LAYERS['Dense']!.params), units: 4, activation: 'tanh' },
    });
    const bytesOf = (graph: GraphDoc) => {
      const result = compileTraining(settings(graph), { batch: 4 });
      return result.ok ? result.value.bytes : null;
    };
    expect(inferGraph(PLAIN).diagnostics).toEqual([]);
    expect(bytesOf(PLAIN)).not.toBeNull();
    expect(bytesOf(PLAIN)).toEqual(bytesOf(full));
  });
});

describe('initializers with numbers of one’s own', () => {
  const kernelOf = (params: Params) => {
    const source = settings(network({ units: 500, ...params }));
    const result = compileTraining(source, { batch: 4 });
    if (!result.ok) throw new Error(result.diagnostics[0]!.message.en);
    return readWeight(initialState(result.value.layout, 1), 'dense/kernel');
  };

  it('uniform in a range', () => {
    const kernel = kernelOf({
      kernelInitializer: 'random_uniform',
      kernelInitializerMinval: -4,
      kernelInitializerMaxval: 4,
    });
    expect([Math.min(...kernel) < -3.8, Math.min(...kernel) >= -4]).toEqual([true, true]);
    expect([Math.max(...kernel) > 3.8, Math.max(...kernel) <= 4]).toEqual([true, true]);
  });

  it('normal with a deviation', () => {
    const kernel = kernelOf({ kernelInitializer: 'random_normal', kernelInitializerStddev: 0.1 });
    const square = kernel.reduce((sum, x) => sum + x * x, 0) / kernel.length;
    expect(Math.sqrt(square)).toBeGreaterThan(0.09);
    expect(Math.sqrt(square)).toBeLessThan(0.11);
  });
});

describe('a constraint along an axis that its weight does not have', () => {
  it('is named where it is chosen, and repaired', () => {
    const params = { kernelConstraint: 'UnitNorm', kernelConstraintAxis: [0, 1, 2] };
    const { diagnostics } = inferGraph(network(params));
    expect(diagnostics).toMatchObject([
      { code: 'wrong-parameter', nodeId: 'dense', param: 'kernelConstraintAxis', severity: 'error' },
    ]);
    expect(diagnostics[0]!.fix?.repair).toMatchObject({ kind: 'setParam', value: [0] });
  });
});
