import { fork } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sizeOf } from '#shared/graph/shape';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import type { MemoryReport } from '#shared/protocol/api';
import { connect } from '#shared/protocol/rpc';
import { graphOf } from '../peers/drawing';
import type { PeerNet } from '../peers/nets';

export interface MemoryMeasurement {
  readonly estimate: MemoryReport;
  /** Bytes: the most that the engine process held while it trained, less what it held before. */
  readonly peak: number;
}

export interface MemoryOptions {
  readonly root: string;
  readonly engineFile: string;
  readonly folder: string;
}

/** So many full batches an epoch, and a smaller one. */
const FULL_BATCHES = 8;
const LEAST_MS = 4000;

/** Trains a network for a few seconds, an epoch with its validation at least, in an engine process of its own. */
export async function measureMemory(
  net: PeerNet,
  { root, engineFile, folder }: MemoryOptions,
): Promise<MemoryMeasurement> {
  const child = fork(engineFile, [], {
    serialization: 'advanced',
    env: { ...process.env, NEUROLOOM_ASSETS: join(root, 'assets'), NEUROLOOM_DATA: folder },
  });
  const client = connect({
    send: (message) => void child.send(message),
    onMessage: (listener) => {
      child.on('message', (message) => {
        if (typeof message === 'string' || message instanceof Uint8Array) listener(message);
      });
    },
    onClose: (listener) => void child.on('exit', listener),
    close: () => child.disconnect(),
  });
  try {
    await client.call('engine.status', {});
    await sleep(300);
    const idle = await memoryOf(child.pid!, 'VmRSS');
    const { diagnostics } = await client.call('engine.setProject', { project: await projectOf(net, folder) });
    const problem = diagnostics.find(({ severity }) => severity === 'error');
    if (problem) throw new Error(`${net.id}: ${problem.message.en}`);
    const estimate = await client.call('engine.memory', {});
    const epochEnds = new Promise<void>((done) => {
      client.on('run.epoch', () => done());
      client.on('run.end', () => done());
    });
    await client.call('engine.train', { mode: 'fresh', amount: 'all' });
    await Promise.all([epochEnds, sleep(LEAST_MS)]);
    await client.call('engine.evaluate', { split: 'test' });
    return { estimate: estimate!, peak: (await memoryOf(child.pid!, 'VmHWM')) - idle };
  } finally {
    child.kill();
  }
}

async function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)![1]) * 1024;
}

/** A project on files of noise. */
async function projectOf(net: PeerNet, folder: string): Promise<ProjectFile> {
  const base = newProject(net.label);
  const count = Math.ceil((net.batch * (FULL_BATCHES + 1 / 3)) / 0.9);
  const parts = { train: count, test: Math.ceil(count / 8) };
  const params: Record<string, string> = {};
  for (const [part, samples] of Object.entries(parts)) {
    params[`${part}Images`] = await write(
      join(folder, `${part}-images`),
      [samples, ...net.shape],
      (i) => (i * 40_503) >> 4,
    );
    params[`${part}Labels`] = await write(join(folder, `${part}-labels`), [samples], (i) => i % net.classes);
  }
  return {
    ...base,
    graph: graphOf(net),
    data: { ...base.data, dataset: 'idx', params, targets: 'sparse' },
    training: {
      ...base.training,
      batchSize: net.batch,
      epochs: 100_000,
      validationSplit: 0.1,
      device: 'cpu',
    },
  };
}

/** An IDX file of bytes. */
async function write(path: string, shape: readonly number[], byte: (i: number) => number): Promise<string> {
  const head = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  head.setUint32(0, 0x0800 | shape.length);
  shape.forEach((n, i) => head.setUint32(4 + 4 * i, n));
  await writeFile(path, [
    new Uint8Array(head.buffer),
    Uint8Array.from({ length: sizeOf(shape) }, (_, i) => byte(i)),
  ]);
  return path;
}
