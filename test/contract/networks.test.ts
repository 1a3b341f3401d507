import { describe, expect, it } from 'vitest';
import { standardLowering } from '#shared/compile/lowering';
import type { ModelState } from '#shared/compile/program';
import { readWeight } from '#shared/compile/state';
import { addChunk, meansOf, NO_SUMS } from '../../electron/engine/epoch-sums';
import { allBlocked } from '../shared/compile/blocked/lowerings';
import { decode, largestDifference, scaleOf } from './golden';
import {
  metricOf,
  type NamedWeight,
  type NetworkCase,
  networkCases,
  sourceOf,
  uncoveredNetworks,
} from './network-case';
import { type Chunk, openTraining, slotName } from './network-run';

type Training = Awaited<ReturnType<typeof openTraining>>;

/** One epoch in Keras's manner: whole batches, then what is left as a smaller one. */
async function trainEpoch(training: Training, network: NetworkCase, state: ModelState): Promise<Chunk> {
  const count = network.x.shape[0]!;
  const steps = Math.floor(count / network.batchSize);
  const whole = await training.run(state, 0, network.batchSize, steps);
  const rest = count - steps * network.batchSize;
  if (rest === 0) return whole;
  const last = await training.run(whole.state, count - rest, rest, 1);
  return {
    state: last.state,
    losses: [...whole.losses, ...last.losses],
    metric: [...whole.metric, ...last.metric],
  };
}

/** Weights that are further from Keras's than `tolerance` · scale, with the distance. */
const wrongWeights = (state: ModelState, golden: readonly NamedWeight[], tolerance: number) =>
  golden.flatMap((weight) => {
    const expected = decode(weight.value).data;
    const share = largestDifference(readWeight(state, slotName(weight)), expected) / scaleOf(expected);
    return share <= tolerance ? [] : [{ weight: slotName(weight), share }];
  });

const wrongNumbers = (actual: readonly number[], golden: readonly number[], tolerance: number) =>
  golden.flatMap((value, step) => {
    const difference = Math.abs(actual[step]! - value);
    return difference <= tolerance ? [] : [{ step, difference }];
  });

/** What `fit` would log of each epoch: the engine's means over batches, of which the last may be a smaller one. */
function epochLogs({ x, batchSize, epochs, ...network }: NetworkCase, chunk: Omit<Chunk, 'state'>) {
  const count = x.shape[0]!;
  const steps = Math.ceil(count / batchSize);
  const { name } = metricOf({ x, batchSize, epochs, ...network });
  const metrics = [{ name, type: name, params: {} }];
  return Array.from({ length: epochs }, (_, epoch) => {
    let sums = NO_SUMS;
    for (let step = 0; step < steps; step++) {
      const at = epoch * steps + step;
      const losses = Float32Array.of(chunk.losses[at]!);
      const result = { losses, metrics: { [name]: Float32Array.of(chunk.metric[at]!) } };
      sums = addChunk(sums, result, Math.min(batchSize, count - step * batchSize), 0);
    }
    const { loss, metrics: means } = meansOf(sums, metrics);
    return { loss, metric: means[name]! };
  });
}

/** Those with convolutions in blocked order too. */
const runs = networkCases.flatMap((network) => {
  const hasConvolution = sourceOf(network).graph.nodes.some(({ type }) => type === 'Conv2D');
  return [
    { title: network.name, network, lowering: standardLowering },
    ...(hasConvolution ? [{ title: `${network.name} in blocks`, network, lowering: allBlocked }] : []),
  ];
});

describe('golden trainings', () => {
  it('are all compiled and run', () => {
    expect(uncoveredNetworks).toEqual([]);
    expect(networkCases.length).toBeGreaterThan(0);
  });

  it.each(runs)('$title: the first step changes the weights as in Keras', async ({ network, lowering }) => {
    const training = await openTraining(network, lowering);
    const { state } = await training.run(training.initial(), 0, network.batchSize, 1);
    expect(wrongWeights(state, network.weightsAfterFirstStep, 1e-5)).toEqual([]);
    await training.close();
  });

  it.each(runs)(
    '$title: every loss and the final weights are those of Keras',
    async ({ network, lowering }) => {
      const training = await openTraining(network, lowering);
      let state = training.initial();
      const losses: number[] = [];
      const metric: number[] = [];
      const { keras } = metricOf(network);
      for (let epoch = 0; epoch < network.epochs; epoch++) {
        const chunk = await trainEpoch(training, network, state);
        ({ state } = chunk);
        losses.push(...chunk.losses);
        metric.push(...chunk.metric);
      }
      const logs = epochLogs(network, { losses, metric });
      const results = await training.evaluate(state);
      const predict = decode(network.predict).data;
      const predictError = largestDifference(results.predict, predict) / scaleOf(predict);
      expect({
        losses: wrongNumbers(losses, network.lossPerStep, 2e-5 * scaleOf(network.lossPerStep)),
        metric: wrongNumbers(metric, network.metricsPerStep[keras]!, 1e-6),
        epochLosses: wrongNumbers(
          logs.map(({ loss }) => loss),
          network.history['loss']!,
          2e-5 * scaleOf(network.history['loss']!),
        ),
        epochMetrics: wrongNumbers(
          logs.map((log) => log.metric),
          network.history[keras]!,
          2e-5,
        ),
        weights: wrongWeights(state, network.finalWeights, 1e-4),
        evaluation: wrongNumbers(
          [results.loss, results.metric],
          [network.evaluate['loss']!, network.evaluate[keras]!],
          1e-4 * Math.max(1, network.evaluate['loss']!),
        ),
        predict: predictError <= 1e-4 ? 'close' : predictError,
      }).toEqual({
        losses: [],
        metric: [],
        epochLosses: [],
        epochMetrics: [],
        weights: [],
        evaluation: [],
        predict: 'close',
      });
      await training.close();
    },
  );
});
