import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { compileTraining } from '#shared/compile/training';
import { parseProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import { loweringFor } from '../../electron/engine/lowering/lowering';
import { createSession, isLargeRun, trainingFlops } from '../../electron/engine/onnx-session';
import { valueOf } from '../../electron/engine/result';
import { DEEP_NETS } from './deep-nets';
import { modelOf } from './engine-model';

export interface CompileMeasurement {
  /** From the drawing to the ONNX model. Milliseconds. */
  readonly graphMs: number;
  /** From the ONNX model to a session that can train. Milliseconds. */
  readonly sessionMs: number;
  readonly modelKb: number;
}

export async function readExample(root: string, id: string): Promise<ProjectFile> {
  const text = await readFile(join(root, 'assets', 'examples', `${id}.json`), 'utf8');
  return valueOf(parseProject(text));
}

/** Compiles the training graph of an example, or of a deep net, for the first time in this process, as pressing Train does. */
export async function measureCompile(root: string, id: string): Promise<CompileMeasurement> {
  const { source } = await modelOf(DEEP_NETS[id] ?? (await readExample(root, id)), root);
  const lowering = await loweringFor('cpu');
  const startedAt = performance.now();
  const batch = source.training.batchSize;
  const { bytes } = valueOf(
    compileTraining(source, { batch, lowering, onProcessor: true, withGradient: false, looksUp: true }),
  );
  const compiledAt = performance.now();
  const session = await createSession(bytes, 'cpu', trainingFlops(source, batch), {
    isLarge: isLargeRun(source, batch),
    isTraining: true,
  });
  const readyAt = performance.now();
  await session.release();
  return {
    graphMs: compiledAt - startedAt,
    sessionMs: readyAt - compiledAt,
    modelKb: bytes.length / 1024,
  };
}
