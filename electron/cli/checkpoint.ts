import { resolve } from 'node:path';
import type { ApiOutput } from '#shared/protocol/api';
import type { Engine } from './engine-client';
import { printDiagnostic } from './terminal';

/** Loads a checkpoint into the engine's project; what did not fit is printed. */
export async function loadCheckpoint(
  engine: Engine,
  folder: string,
): Promise<ApiOutput<'engine.loadCheckpoint'>> {
  const loaded = await engine.call('engine.loadCheckpoint', { folder: resolve(folder) });
  for (const diagnostic of loaded.diagnostics) printDiagnostic(diagnostic);
  return loaded;
}
