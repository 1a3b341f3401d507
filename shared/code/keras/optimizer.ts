import type { TrainingConfig } from '#shared/train/config';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { SCHEDULES } from '#shared/train/schedules';
import { oneCyclePhases } from '../one-cycle';
import { call, changedArguments } from '../python';

/** The learning rate: a number, or Keras's schedule. */
export function kerasRate({ learningRate, schedule }: TrainingConfig): string {
  if (!schedule) return String(learningRate);
  const { type, params } = schedule;
  if (type === 'OneCycle') {
    const { phases, anneal } = oneCyclePhases(learningRate, params);
    const list = phases.map((phase) => `(${phase.join(', ')})`).join(', ');
    return `OneCycle([${list}]${anneal === 'cos' ? '' : `, anneal="${anneal}"`})`;
  }
  const specs = SCHEDULES[type]!.params;
  const given = changedArguments(specs, params, { always: Object.keys(specs) });
  const args = type === 'PiecewiseConstantDecay' ? given : [String(learningRate), ...given];
  return call(`keras.optimizers.schedules.${type}`, args);
}

/** `keras.optimizers.Adam(0.001, weight_decay=0.004)`; the rate is the variable `learning_rate` where it is more than a number. */
export function kerasOptimizer(training: TrainingConfig): string {
  const { type, params } = training.optimizer;
  const rate = training.schedule ? 'learning_rate' : String(training.learningRate);
  const args = [`learning_rate=${rate}`, ...changedArguments(OPTIMIZERS[type]!.params, params)];
  return call(`keras.optimizers.${type}`, args);
}
