import { describe, expect, it } from 'vitest';
import type { ParamValue } from '#shared/graph/document';
import { checkParam } from '#shared/graph/params';
import { CALLBACKS } from '#shared/train/callbacks';
import { createCallback } from '#shared/train/callbacks/create';
import type { CallbackAction, CallbackMemory } from '#shared/train/callbacks/definition';
import { coverageGaps } from './coverage';
import { casesOf, readCase, scalar } from './golden';
import { paramsFromKeras } from './keras-params';

interface CallbackCase {
  readonly callback: string;
  readonly config: Readonly<Record<string, ParamValue>>;
  readonly monitored: readonly (number | string)[];
  readonly waitAfterEachEpoch: readonly number[];
}

interface EarlyStoppingCase extends CallbackCase {
  readonly epochsRun: number;
  readonly stopEpoch: number | null;
  readonly bestEpoch: number;
  readonly best: number | string;
  readonly restoredEpoch: number | null;
}

interface PlateauCase extends CallbackCase {
  readonly initialLearningRate: number;
  readonly learningRateAfterEachEpoch: readonly number[];
  readonly cooldownAfterEachEpoch: readonly number[];
}

const cases = casesOf('callbacks').map((golden) => {
  const data = readCase(golden) as CallbackCase;
  const definition = CALLBACKS[golden.name]!;
  const params = paramsFromKeras(definition.params, data.config);
  return { title: `${golden.name}/${golden.case}`, name: golden.name, data, definition, params };
});
const stopping = cases.filter(({ name }) => name === 'EarlyStopping');
const plateaus = cases.filter(({ name }) => name === 'ReduceLROnPlateau');

type Case = (typeof cases)[number];

/** Trains with one callback; at every epoch its memory goes through JSON, as in a checkpoint. */
function train({ data, definition, params }: Case, initialLearningRate: number) {
  const monitor = data.config['monitor'] as string;
  let learningRate = Math.fround(initialLearningRate);
  let memory = definition.start(params);
  const epochs: { memory: CallbackMemory; learningRate: number; actions: readonly CallbackAction[] }[] = [];
  for (const [epoch, value] of data.monitored.entries()) {
    const callback = createCallback(definition, params, memory);
    const actions = callback.onEpochEnd({ epoch, logs: { [monitor]: scalar(value) }, learningRate });
    memory = JSON.parse(JSON.stringify(callback.memory())) as CallbackMemory;
    for (const action of actions)
      if (action.kind === 'setLearningRate') learningRate = Math.fround(action.learningRate);
    epochs.push({ memory, learningRate, actions });
    if (actions.some(({ kind }) => kind === 'stop')) break;
  }
  return { epochs, atEnd: createCallback(definition, params, memory).onTrainEnd() };
}

describe('callbacks', () => {
  it('have a row for every golden case, and a golden case for every row but those of few lines', () => {
    const withoutCase = ['ModelCheckpoint', 'StopAtTarget', 'TerminateOnNaN', 'CSVLogger', 'Probe'];
    expect(coverageGaps('callbacks', CALLBACKS, { withoutCase })).toEqual([]);
    expect(stopping.length + plateaus.length).toBe(cases.length);
  });

  it.each(cases)('$title has parameters that are allowed', ({ definition, params }) => {
    const wrong = Object.entries(params).filter(([name, value]) =>
      checkParam(definition.params[name]!, value),
    );
    expect(wrong).toEqual([]);
  });

  it.each(stopping)('$title stops, keeps and restores as Keras does', (entry) => {
    const golden = entry.data as EarlyStoppingCase;
    const { epochs, atEnd } = train(entry, 0.01);
    const last = epochs.at(-1)!;
    const restored = atEnd.find((action) => action.kind === 'restoreWeights');
    const kept = epochs.flatMap(({ actions }, epoch) =>
      actions.some(({ kind }) => kind === 'keepWeights') ? [epoch] : [],
    );
    expect({
      epochsRun: epochs.length,
      stopEpoch: last.actions.some(({ kind }) => kind === 'stop') ? epochs.length - 1 : null,
      bestEpoch: last.memory['bestEpoch'],
      best: last.memory['best'],
      restoredEpoch: restored?.epoch ?? null,
      kept: kept.at(-1) ?? null,
      waitAfterEachEpoch: epochs.map(({ memory }) => memory['wait']),
    }).toEqual({
      epochsRun: golden.epochsRun,
      stopEpoch: golden.stopEpoch,
      bestEpoch: golden.bestEpoch,
      best: golden.best,
      restoredEpoch: golden.restoredEpoch,
      kept: golden.restoredEpoch,
      waitAfterEachEpoch: golden.waitAfterEachEpoch,
    });
  });

  it.each(plateaus)('$title lowers the learning rate as Keras does', (entry) => {
    const golden = entry.data as PlateauCase;
    const { epochs } = train(entry, golden.initialLearningRate);
    const off = epochs.filter(({ learningRate }, epoch) => {
      const expected = golden.learningRateAfterEachEpoch[epoch]!;
      return !(Math.abs(learningRate - expected) <= 1e-6 * expected);
    });
    expect(off).toEqual([]);
    expect({
      wait: epochs.map(({ memory }) => memory['wait']),
      cooldown: epochs.map(({ memory }) => memory['cooldown']),
    }).toEqual({ wait: golden.waitAfterEachEpoch, cooldown: golden.cooldownAfterEachEpoch });
  });
});
