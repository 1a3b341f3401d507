import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetInfo } from '#shared/data/config';
import { DATASETS } from '#shared/data/table';
import type { CodeSource } from '#shared/code/source';
import { parseProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { type PythonCase, SAMPLES } from '../../python/case';

/** What the engine says of the data of a project. */
export function infoFor({ data }: ProjectFile, own?: PythonCase['data']): DatasetInfo {
  const generated = DATASETS[data.dataset]!.generate?.(data.params);
  if (generated) return generated;
  const classes = own?.classes ?? 10;
  return {
    dataset: data.dataset,
    shape: own?.shape ?? [28, 28, 1],
    dtype: own ? 'float32' : 'uint8',
    classNames: Array.from({ length: classes }, (_, i) => String(i)),
    trainCount: own ? SAMPLES : 10_000,
    testCount: own ? SAMPLES / 2 : 10_000,
    ...(own?.isWeighted === true && { isWeighted: true }),
  };
}

export const sourceOf = (project: ProjectFile, own?: PythonCase['data']): CodeSource => ({
  graph: project.graph,
  training: project.training,
  data: project.data,
  name: project.name,
  info: infoFor(project, own),
});

/** A shipped project. */
export function shippedProject(name: string): ProjectFile {
  const file = join(import.meta.dirname, '../../../assets/examples', `${name}.json`);
  const parsed = parseProject(readFileSync(file, 'utf8'));
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]!.message.en);
  return parsed.value;
}
