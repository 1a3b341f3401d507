import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from '../../../electron/engine/checkpoint';
import { DiagnosticError } from '#shared/graph/diagnostic';
import type { LoopMemory } from '../../../electron/engine/loop-memory';
import { EMPTY_PROJECT } from '../../fakes/fake-project';
import { fakeState } from '../../fakes/fake-trainer';
import { temporaryFolder } from '../../fakes/temporary-folder';

const CHECKPOINT: Checkpoint = {
  runId: 'run-1',
  project: EMPTY_PROJECT,
  state: { ...fakeState(7), theta: Float32Array.of(0.1, -3e-39), step: 12 },
  position: {
    epoch: 2,
    stepInEpoch: 3,
    sums: { samples: 192, loss: 0.1 + 0.2, metrics: { accuracy: 1 / 3 }, seconds: 0.25 },
  },
  epochs: 5,
};

const codeOf = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DiagnosticError);
  return (error as DiagnosticError).diagnostic.code;
};

describe('a checkpoint', () => {
  test('reads back as it was written', async () => {
    const folder = join(await temporaryFolder(), 'runs', 'run-1');
    await writeCheckpoint(folder, CHECKPOINT);
    expect(await readCheckpoint(folder)).toEqual(CHECKPOINT);
  });

  test('replaces the one before and leaves nothing else in the folder', async () => {
    const folder = await temporaryFolder();
    await writeCheckpoint(folder, CHECKPOINT);
    await writeCheckpoint(folder, { ...CHECKPOINT, epochs: 9 });
    expect((await readdir(folder)).toSorted()).toEqual(['run.json', 'state.safetensors']);
    expect((await readCheckpoint(folder)).epochs).toBe(9);
  });

  test('holds what callbacks remember, and the weights that they keep', async () => {
    const folder = await temporaryFolder();
    const choice = { type: 'EarlyStopping', params: { patience: 2 } };
    const { state } = CHECKPOINT;
    const memory: LoopMemory = {
      callbacks: [
        { choice: { type: 'CSVLogger', params: {} }, memory: { columns: ['loss'] }, keeps: false },
        { choice, memory: { wait: 1, best: 'NaN', bestEpoch: null, isKept: true }, keeps: true },
      ],
      learningRate: { set: 0.05, of: 0.1 },
      files: { 'training.csv': 120 },
    };
    const loop = { memory, kept: new Map([[1, { ...state, theta: Float32Array.of(4, 5), slots: {} }]]) };
    await writeCheckpoint(folder, { ...CHECKPOINT, loop });
    expect(await readCheckpoint(folder)).toEqual({ ...CHECKPOINT, loop });
  });

  test('of a project of an older version is read', async () => {
    const folder = await temporaryFolder();
    await writeCheckpoint(folder, CHECKPOINT);
    const path = join(folder, 'run.json');
    const run = JSON.parse(await readFile(path, 'utf8')) as { project: { training: object } };
    const training = { ...run.project.training, loss: 'auto' };
    await writeFile(path, JSON.stringify({ ...run, project: { ...run.project, version: 1, training } }));
    expect(await readCheckpoint(folder)).toEqual(CHECKPOINT);
  });

  test('that does not exist gives a Diagnostic', async () => {
    expect(await codeOf(readCheckpoint(join(await temporaryFolder(), 'none')))).toBe('checkpoint-unreadable');
  });

  test.each(['run.json', 'state.safetensors'])('with a damaged %s gives a Diagnostic', async (name) => {
    const folder = await temporaryFolder();
    await writeCheckpoint(folder, CHECKPOINT);
    const bytes = await readFile(join(folder, name));
    await writeFile(join(folder, name), bytes.subarray(0, bytes.length - 5));
    expect(await codeOf(readCheckpoint(folder))).toBe('checkpoint-damaged');
  });

  test('whose layout reaches beyond its vectors gives a Diagnostic', async () => {
    const folder = await temporaryFolder();
    const { layout } = CHECKPOINT.state;
    const slots = layout.slots.map((slot) => ({ ...slot, offset: 1 }));
    await writeCheckpoint(folder, {
      ...CHECKPOINT,
      state: { ...CHECKPOINT.state, layout: { ...layout, slots } },
    });
    expect(await codeOf(readCheckpoint(folder))).toBe('checkpoint-damaged');
  });

  test('that cannot be written gives a Diagnostic', async () => {
    const folder = join(await temporaryFolder(), 'file');
    await writeFile(folder, '');
    expect(await codeOf(writeCheckpoint(folder, CHECKPOINT))).toBe('file-not-written');
  });
});
