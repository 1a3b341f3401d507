import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import { drawingOf, type Setting } from './settings';

/** One of those compared. */
export interface Side {
  readonly version: string;
  /** Trains from the beginning; the accuracy on the test images. */
  train(setting: Setting, seed: number): Promise<number>;
  close(): Promise<void>;
}

const start = promisify(execFile);

/** Ours, as a user has it at the command line. */
export async function ourSide(program: string): Promise<Side> {
  const folder = await mkdtemp(join(tmpdir(), 'neuroloom-accuracy-'));
  const file = join(folder, 'project.json');
  const env = { ...process.env, NEUROLOOM_DATA: folder };
  const { stdout } = await start(process.execPath, [program, '--version'], { env });
  return {
    version: stdout.trim(),
    async train(setting, seed) {
      await writeFile(file, JSON.stringify(projectOf(setting)));
      const args = [program, 'train', file, '--json', '--seed', String(seed)];
      const { stdout: lines } = await start(process.execPath, args, { env });
      const end = JSON.parse(lines.trim().split('\n').at(-1)!) as { readonly testAccuracy: number };
      return end.testAccuracy;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function projectOf(setting: Setting): ProjectFile {
  const base = newProject(setting.label);
  const { optimizer, learningRate, batchSize, epochs } = setting;
  return {
    ...base,
    graph: drawingOf(setting),
    data: { ...base.data, targets: 'sparse' },
    training: {
      ...base.training,
      optimizer,
      learningRate,
      batchSize,
      epochs,
      validationSplit: 0,
      device: 'cpu',
    },
  };
}

/** Keras, in a Python process that trains one network after the other. */
export async function kerasSide(python: string, script: string, data: string): Promise<Side> {
  const child: ChildProcess = spawn(python, [script, data], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const answer = async <T>(): Promise<T> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`${script} ended without an answer`);
    return JSON.parse(line.value) as T;
  };
  const { version } = await answer<{ readonly version: string }>();
  return {
    version,
    async train(setting, seed) {
      child.stdin!.write(`${JSON.stringify({ setting, seed })}\n`);
      return (await answer<{ readonly accuracy: number }>()).accuracy;
    },
    close: async () => void child.kill(),
  };
}
