import { DEFAULT_DATA } from '#shared/data/config';
import { EMPTY_GRAPH } from '#shared/graph/document';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { PROJECT_VERSION, type ProjectFile } from './schema';

/** A project with an empty drawing and the usual settings. */
export const newProject = (name: string): ProjectFile => ({
  format: 'neuroloom',
  version: PROJECT_VERSION,
  name,
  graph: EMPTY_GRAPH,
  data: DEFAULT_DATA,
  training: DEFAULT_TRAINING,
});
