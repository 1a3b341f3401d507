import { DEFAULT_DATA } from '#shared/data/config';
import { EMPTY_GRAPH } from '#shared/graph/document';
import { PROJECT_VERSION, type ProjectFile } from '#shared/project/schema';
import { DEFAULT_TRAINING } from '#shared/train/config';

/** A project with nothing drawn. */
export const EMPTY_PROJECT: ProjectFile = {
  format: 'neuroloom',
  version: PROJECT_VERSION,
  name: 'Test',
  graph: EMPTY_GRAPH,
  data: DEFAULT_DATA,
  training: DEFAULT_TRAINING,
};
