import { z } from 'zod';
import { dataConfigSchema } from '#shared/data/config';
import { graphDocSchema } from '#shared/graph/document';
import { trainingConfigSchema } from '#shared/train/config';

/** Raised with every change of the format; `migrate.ts` has one step for each. */
export const PROJECT_VERSION = 2;

/** The one file a project is. Trained weights stand beside it as safetensors. */
export const projectSchema = z
  .object({
    format: z.literal('neuroloom'),
    version: z.literal(PROJECT_VERSION),
    name: z.string().min(1).max(200),
    graph: graphDocSchema,
    data: dataConfigSchema,
    training: trainingConfigSchema,
  })
  .readonly();
export type ProjectFile = z.infer<typeof projectSchema>;
