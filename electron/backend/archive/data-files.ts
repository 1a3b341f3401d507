import { DATASETS } from '#shared/data/table';
import type { ProjectFile } from '#shared/project/schema';

/** The parameters of a project's data that are files of the user's own, with their paths. */
export function dataFiles({ data }: ProjectFile): readonly (readonly [param: string, path: string])[] {
  const specs = Object.hasOwn(DATASETS, data.dataset) ? DATASETS[data.dataset]!.params : {};
  return Object.entries(specs).flatMap(([param, { kind }]) => {
    const path = Object.hasOwn(data.params, param) ? data.params[param] : undefined;
    return kind === 'file' && typeof path === 'string' && path !== '' ? [[param, path] as const] : [];
  });
}

/** The project with other paths of its data files; those without one stay. */
export function withDataFiles(project: ProjectFile, paths: ReadonlyMap<string, string>): ProjectFile {
  const { data } = project;
  const params = Object.fromEntries(
    Object.entries(data.params).map(([name, value]) => [name, paths.get(name) ?? value]),
  );
  return paths.size === 0 ? project : { ...project, data: { ...data, params } };
}
