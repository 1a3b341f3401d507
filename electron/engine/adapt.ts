import { adaptingLayers } from '#shared/compile/adapting';
import { readWeight, writeWeight } from '#shared/compile/state';
import { splitRange } from '#shared/data/split';
import { valuesOf } from './data/samples';
import type { Model } from './model';
import { nextTurn } from './next-turn';
import type { Trainer } from './trainer';

/**
 * Lets the layers that have not yet done so read the training data, validation left out, as Keras's `adapt` before `fit`; the trainer's state
 * then has what they found. Messages are served between batches.
 */
export async function adaptLayers({ source, dataset }: Model, trainer: Trainer): Promise<void> {
  const state = trainer.getState();
  const waiting = adaptingLayers(source.graph).filter(
    ({ name }) => readWeight(state, `${name}/count`)[0] === 0,
  );
  const { train } = splitRange(dataset.train.count, source.training.validationSplit);
  for (const { name, sourceId, start } of waiting) {
    const adaptation = start();
    for (let first = 0; first < train; first += trainer.evaluationBatch) {
      const count = Math.min(trainer.evaluationBatch, train - first);
      const x = await valuesOf(dataset.train, first, count);
      const outputs = await trainer.predict(x, count, [sourceId]);
      adaptation.add(outputs.get(sourceId)!.data);
      await nextTurn();
    }
    const { buffers, frozen, ...rest } = trainer.getState();
    // A state that was given out is never changed.
    const adapted = { ...rest, buffers: buffers.slice(), frozen: frozen.slice() };
    for (const [weight, values] of Object.entries(adaptation.weights()))
      writeWeight(adapted, `${name}/${weight}`, values);
    trainer.setState(adapted);
  }
}
