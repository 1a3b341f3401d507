import { probeSettings, type ProbeQuantity, type ProbeSettings } from './probe';
import type { Params } from '#shared/graph/document';

type Reading = (settings: ProbeSettings) => string;

const OUTPUTS = 'keras.Model(model.inputs, layer.output).predict_on_batch(x_train[:32])';
const WEIGHTS = '[keras.ops.convert_to_numpy(weight) for weight in layer.trainable_weights]';

/** What is read of a `layer`, as Python; a callback sees no gradients, so that those are not among them. */
const READINGS: Readonly<Partial<Record<ProbeQuantity, Reading>>> = {
  weight_norm: () => `np.sqrt(sum(np.sum(np.square(weight)) for weight in ${WEIGHTS}))`,
  output_mean: () => `np.mean(${OUTPUTS})`,
  output_std: () => `np.std(${OUTPUTS})`,
  dead: () => `dead_share(${OUTPUTS})`,
  weight: ({ weight, index }) =>
    `next(keras.ops.convert_to_numpy(each) for each in layer.weights if each.name == ${JSON.stringify(weight)})[${index.join(', ')}]`,
};

const DEAD_SHARE = `
def dead_share(outputs):
    units = np.reshape(outputs, (-1, outputs.shape[-1]))
    return np.mean(np.all(units == 0, axis=0))

`;

/** A probe as Keras 3 code beside a `model`: a LambdaCallback that fills `history`; null where a callback cannot see the quantity. */
export function probeKeras(params: Params): string | null {
  const settings = probeSettings(params);
  const { quantity, layers, every, unit } = settings;
  const reading = READINGS[quantity]?.(settings);
  if (quantity !== 'learning_rate' && reading === undefined) return null;
  const chosen = layers
    ? `[model.get_layer(name) for name in ${JSON.stringify(layers)}]`
    : '[layer for layer in model.layers if layer.weights]';
  const value =
    quantity === 'learning_rate'
      ? 'float(model.optimizer.learning_rate)'
      : `{layer.name: float(${reading}) for layer in ${chosen}}`;
  const when = unit === 'step' ? 'on_train_batch_end' : 'on_epoch_end';
  return `import keras
import numpy as np

count, history = 0, []

${quantity === 'dead' ? DEAD_SHARE : ''}
def record(index, logs):
    global count
    count += 1
    if count % ${every} == 0:
        history.append((count, ${value}))


probe = keras.callbacks.LambdaCallback(${when}=record)
`;
}
