/**
 * Keras's `validation_split`: the last part of the training data as given, before any shuffling, is kept for validation. The first
 * floor(count · (1 − split)) samples train (https://keras.io/api/models/model_training_apis/).
 */
export function splitRange(
  count: number,
  validationSplit: number,
): { readonly train: number; readonly validation: number } {
  const train = Math.floor(count * (1 - validationSplit));
  return { train, validation: count - train };
}
