import { z } from 'zod';
import { choiceSchema } from '#shared/graph/document';
import { snapshotsSchema } from './snapshots';

/** Metrics, or callbacks, of one training. */
const MOST_CHOICES = 20;

/** How a drawing is trained; part of the project file. Defaults are Keras's where Keras has one. */
export const trainingConfigSchema = z
  .object({
    epochs: z.number().int().min(1).max(100_000),
    batchSize: z.number().int().min(1).max(65_536),
    learningRate: z.number().positive().max(100),
    /** Of `SCHEDULES`: how the learning rate follows the steps; null: it stays. */
    schedule: choiceSchema.nullable(),
    /** Of `OPTIMIZERS`. */
    optimizer: choiceSchema,
    /** Of `LOSSES`, or `auto`: from the head's shape, its activation and the targets. */
    loss: choiceSchema,
    /** What a sample of each class counts in the loss; `balanced`: rare classes as much as frequent ones; null: all the same. */
    classWeights: z.union([z.literal('balanced'), z.array(z.number().min(0)).readonly()]).nullable(),
    /** Of `METRICS` and `STREAMING_METRICS`. */
    metrics: z.array(choiceSchema).max(MOST_CHOICES).readonly(),
    /** Of `CALLBACKS`, in the order in which they act. */
    callbacks: z.array(choiceSchema).max(MOST_CHOICES).readonly(),
    /** Share of the training data, its last part as given, kept for validation. */
    validationSplit: z.number().min(0).lt(1),
    shuffle: z.boolean(),
    seed: z.number().int().min(0).max(4_294_967_295),
    /** `auto` or a device's name. */
    device: z.string(),
    /** Which weights are kept to be looked at later; absent: `DEFAULT_SNAPSHOTS`. */
    snapshots: snapshotsSchema.optional(),
  })
  .readonly();
export type TrainingConfig = z.infer<typeof trainingConfigSchema>;

export const DEFAULT_TRAINING: TrainingConfig = {
  epochs: 5,
  batchSize: 64,
  learningRate: 0.001,
  schedule: null,
  optimizer: { type: 'Adam', params: {} },
  loss: { type: 'auto', params: {} },
  classWeights: null,
  metrics: [{ type: 'accuracy', params: {} }],
  callbacks: [],
  validationSplit: 0.1,
  shuffle: true,
  seed: 1,
  device: 'auto',
};
