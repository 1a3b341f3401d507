import { z } from 'zod';
import { paramsSchema } from '#shared/graph/document';

/** How a drawing is trained; part of the project file. Defaults are Keras's where Keras has one. */
export const trainingConfigSchema = z
  .object({
    epochs: z.number().int().min(1).max(100_000),
    batchSize: z.number().int().min(1).max(65_536),
    learningRate: z.number().positive().max(100),
    optimizer: z.object({ /** A key of `OPTIMIZERS`. */ type: z.string(), params: paramsSchema }).readonly(),
    /** A key of `LOSSES`, or `auto`: from the head's shape, its activation and the targets. */
    loss: z.string(),
    /** Share of the training data, its last part as given, kept for validation. */
    validationSplit: z.number().min(0).lt(1),
    shuffle: z.boolean(),
    seed: z.number().int().min(0).max(4_294_967_295),
    /** `auto` or a device's name. */
    device: z.string(),
  })
  .readonly();
export type TrainingConfig = z.infer<typeof trainingConfigSchema>;

export const DEFAULT_TRAINING: TrainingConfig = {
  epochs: 5,
  batchSize: 64,
  learningRate: 0.001,
  optimizer: { type: 'Adam', params: {} },
  loss: 'auto',
  validationSplit: 0.1,
  shuffle: true,
  seed: 1,
  device: 'auto',
};
