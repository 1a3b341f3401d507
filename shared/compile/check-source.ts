import type { DataConfig, DatasetInfo } from '#shared/data/config';
import type { GraphDoc } from '#shared/graph/document';
import type { TrainingConfig } from '#shared/train/config';

/** What is checked of a project. */
export interface CheckSource {
  readonly graph: GraphDoc;
  readonly training: TrainingConfig;
  readonly data: DataConfig;
  /** Null while the dataset is unknown; what depends on it is then left unchecked. */
  readonly info: DatasetInfo | null;
}
