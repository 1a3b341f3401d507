/** Classes that a program brings along, by name; a program has those that it uses. */
export const KERAS_HELPERS: Readonly<Record<string, string>> = {
  PositionEmbedding: `
@keras.saving.register_keras_serializable()
class PositionEmbedding(layers.Layer):
    """Adds a learned vector for each position of a sequence."""

    def __init__(self, embeddings_initializer="glorot_uniform", **kwargs):
        super().__init__(**kwargs)
        self.embeddings_initializer = keras.initializers.get(embeddings_initializer)

    def build(self, shape):
        self.embeddings = self.add_weight(
            shape=shape[1:], initializer=self.embeddings_initializer, name="embeddings"
        )

    def call(self, x):
        return x + self.embeddings`,
  SinePositionEncoding: `
@keras.saving.register_keras_serializable()
class SinePositionEncoding(layers.Layer):
    """Adds sines and cosines of the position to the features of a sequence."""

    def __init__(self, max_wavelength=10000, **kwargs):
        super().__init__(**kwargs)
        self.max_wavelength = max_wavelength

    def call(self, x):
        steps, features = x.shape[1:]
        feature = np.arange(features)
        rate = self.max_wavelength ** (feature // 2 * 2 / features)
        angle = np.arange(steps)[:, None] / rate + feature % 2 * np.pi / 2
        return x + keras.ops.convert_to_tensor(np.sin(angle).astype("float32"))`,
  CroppedOrResized: `
@keras.saving.register_keras_serializable()
class CroppedOrResized(layers.RandomCrop):
    """A random part while training; else the largest part of the same ratio, resized."""

    def call(self, x, training=False):
        if training:
            return super().call(x, training=training)
        size = (self.height, self.width)
        return keras.ops.image.resize(x, size, crop_to_aspect_ratio=True)

    def compute_output_shape(self, shape):
        return (shape[0], self.height, self.width, shape[-1])`,
  OneCycle: `
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Rises to the learning rate and falls to almost nothing, once over the whole training."""

    def __init__(self, phases, anneal="cos"):
        self.phases = phases  # (last step, rate at its beginning, rate at its end)
        self.anneal = anneal

    def __call__(self, step):
        ops = keras.ops
        step = ops.cast(step, "float32")
        rate, begin = self.phases[-1][2], [0.0, *(end for end, _, _ in self.phases[:-1])]
        for start, (end, first, last) in reversed(list(zip(begin, self.phases))):
            share = (step - start) / max(end - start, 1e-9)
            if self.anneal == "cos":
                inside = last + (first - last) / 2 * (1 + ops.cos(math.pi * share))
            else:
                inside = first + (last - first) * share
            rate = ops.where(step <= end, inside, rate)
        return rate`,
  OfProbabilities: `
class OfProbabilities(keras.metrics.Metric):
    """A metric of probabilities for a model that ends in logits."""

    def __init__(self, metric, activation):
        super().__init__(name=metric.name)
        self.metric, self.activation = metric, keras.activations.get(activation)

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.metric.update_state(y_true, self.activation(y_pred), sample_weight)

    def result(self):
        return self.metric.result()

    def reset_state(self):
        self.metric.reset_state()`,
  StopAtTarget: `
class StopAtTarget(keras.callbacks.Callback):
    """Ends the training once a quantity is as good as wanted."""

    def __init__(self, monitor, target, mode):
        super().__init__()
        self.monitor, self.target, self.mode = monitor, target, mode

    def on_epoch_end(self, epoch, logs=None):
        value = (logs or {}).get(self.monitor)
        if value is None:
            return
        if value <= self.target if self.mode == "min" else value >= self.target:
            self.model.stop_training = True`,
};
