import { join } from 'node:path';
import type { ProjectFile } from '#shared/project/schema';
import { loadDataset } from '../../electron/engine/data/load';
import { prepareModel, type Model } from '../../electron/engine/model';

/** A project with its data, as the engine prepares it. Throws when it cannot be trained. */
export async function modelOf(project: ProjectFile, root: string): Promise<Model> {
  const { model, diagnostics } = await prepareModel(project, (config) =>
    loadDataset(config, { assets: join(root, 'assets') }),
  );
  if (!model) throw new Error(diagnostics.map(({ message }) => message.en).join('\n'));
  return model;
}
