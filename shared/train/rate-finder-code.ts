import type { RateFinderSettings } from './rate-finder';

/** The search as Keras 3 code beside a compiled `model`; `batchSize` as in the training. */
export const rateFinderKeras = (
  { from, to, steps, smoothing, stopFactor }: RateFinderSettings,
  batchSize: number,
): string => `import math

import keras

first, last, steps = ${from}, ${to}, ${steps}
smoothing, stop_factor = ${smoothing}, ${stopFactor}
rates, losses, smoothed = [], [], []
epoch_total = mean = 0.0


def set_rate(batch, logs):
    model.optimizer.learning_rate = first * (last / first) ** (len(losses) / (steps - 1))


def record(batch, logs):
    global epoch_total, mean
    # Keras tells the mean since the epoch began.
    total = logs["loss"] * (batch + 1)
    loss = total - (epoch_total if batch > 0 else 0.0)
    epoch_total = total
    if not math.isfinite(loss):
        model.stop_training = True
        return
    rates.append(float(model.optimizer.learning_rate))
    losses.append(loss)
    mean = smoothing * mean + (1 - smoothing) * loss
    smoothed.append(mean / (1 - smoothing ** len(losses)))
    lowest = min(smoothed)
    if smoothed[-1] > lowest + (stop_factor - 1) * abs(lowest) or len(losses) == steps:
        model.stop_training = True


weights = model.get_weights()
finder = keras.callbacks.LambdaCallback(on_train_batch_begin=set_rate, on_train_batch_end=record)
model.fit(x_train, y_train, batch_size=${batchSize}, epochs=steps, callbacks=[finder])
model.set_weights(weights)

first_point = max(1, len(smoothed) // 10)
low = min(range(first_point, len(smoothed)), key=smoothed.__getitem__)
slope = lambda i: (smoothed[i + 1] - smoothed[i - 1]) / math.log(rates[i + 1] / rates[i - 1])
print("suggestion", rates[min(range(first_point, low), key=slope)])
`;
