import type { GraphDoc } from '#shared/graph/document';
import type { ProjectFile } from '#shared/project/schema';
import { DEFAULT_TRAINING, type TrainingConfig } from '#shared/train/config';
import type { Shape } from '#shared/graph/shape';

/** What a project brings for its IDX files. */
export interface CaseData {
  readonly shape: Shape;
  readonly classes: number;
  /** Whole numbers below this one instead of normal ones. */
  readonly below?: number;
  readonly isWeighted?: boolean;
}

/** A project whose programs are run. */
export interface PythonCase {
  readonly name: string;
  readonly project: ProjectFile;
  /** IDX files are written for it. */
  readonly data?: CaseData;
  /** Only forward outputs and counts are compared. */
  readonly isForwardOnly?: boolean;
  /** Something in it is random while training: losses need only be finite. */
  readonly isRandom?: boolean;
  /** How far losses and metrics may be apart, as a share; absent: 2e-3. */
  readonly tolerance?: number;
}

export const SAMPLES = 32;

/** Settings in which nothing is left to chance. */
export const EXACT: TrainingConfig = {
  ...DEFAULT_TRAINING,
  epochs: 3,
  batchSize: 8,
  learningRate: 0.01,
  validationSplit: 0.25,
  shuffle: false,
  metrics: [],
};

/** A case with data of its own. */
export function caseOf(
  name: string,
  graph: GraphDoc,
  data: CaseData,
  training: Partial<TrainingConfig> = {},
  more: Partial<PythonCase> = {},
): PythonCase {
  const project: ProjectFile = {
    format: 'neuroloom',
    version: 2,
    name,
    graph,
    data: { dataset: 'idx', params: {}, rescale: 1, targets: 'one-hot', limit: null },
    training: { ...EXACT, ...training },
  };
  return { name, project, data, ...more };
}
