import type { TrainingConfig } from '#shared/train/config';
import { newProject } from '#shared/project/create';
import { parseProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { chain } from '../fixtures/drawings';
import { exampleText } from '../fixtures/examples';

/** An example that comes with the product. */
export function example(
  name: string,
  training: Partial<TrainingConfig> = {},
  limit: number | null = null,
): ProjectFile {
  const parsed = parseProject(exampleText(name));
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]!.message.en);
  const project = parsed.value;
  return {
    ...project,
    training: { ...project.training, ...training },
    data: { ...project.data, limit },
  };
}

/** A network for digits with everything that could break a resume: dropout, moving statistics, shuffling, a partial last batch. */
export function delicate(training: Partial<TrainingConfig> = {}): ProjectFile {
  const project = newProject('delicate');
  return {
    ...project,
    graph: chain(
      ['Input', { shape: [28, 28, 1] }],
      ['Conv2D', { filters: 4, strides: [2, 2], useBias: false }],
      // Its statistics follow within the few steps of a test.
      ['BatchNormalization', { momentum: 0.5 }],
      ['Activation', { activation: 'relu' }],
      'MaxPooling2D',
      'Flatten',
      ['Dropout', { rate: 0.4 }],
      ['Dense', { units: 10, activation: 'softmax' }],
      'Output',
    ),
    training: { ...project.training, epochs: 4, batchSize: 32, validationSplit: 0.1, seed: 5, ...training },
    // 450 of them train: 14 batches of 32 and one of 2.
    data: { ...project.data, limit: 500 },
  };
}
