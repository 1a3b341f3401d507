import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ModelState } from '#shared/compile/program';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';
import type { Snapshot } from '#shared/protocol/snapshots';
import { encodeState, stateIn } from '../checkpoint';
import { NO_SUMS } from '../epoch-sums';
import { valueOf } from '../result';
import { decodeSafetensors } from '../safetensors';

const FOLDER = 'snapshots';
const NAME = /^step-(\d+)-epoch-(\d+)\.safetensors$/;

/** In the folder of its run, so that it goes with it. */
export const snapshotPath = (runFolder: string, step: number, epoch: number): string =>
  join(runFolder, FOLDER, `step-${step}-epoch-${epoch}.safetensors`);

/** The weights alone, as a file that is a checkpoint's too: the optimizer's memory is left out. */
export function encodeSnapshot(state: ModelState, epoch: number): readonly Uint8Array[] {
  const layout = { ...state.layout, optimizerSlots: [], slotStarts: {} };
  const position = { epoch, stepInEpoch: 0, sums: NO_SUMS };
  return encodeState({ state: { ...state, layout, slots: {} }, position, epochs: epoch });
}

export const sizeOfParts = (parts: readonly Uint8Array[]): number =>
  parts.reduce((sum, part) => sum + part.byteLength, 0);

/** What is kept of a run, in order; nothing where there is no such folder. */
export async function listSnapshots(runFolder: string): Promise<Snapshot[]> {
  const folder = join(runFolder, FOLDER);
  const names = await readdir(folder).catch((): string[] => []);
  const found = await Promise.all(
    names.map(async (name): Promise<Snapshot | null> => {
      const [, step, epoch] = NAME.exec(name) ?? [];
      const path = join(folder, name);
      const bytes = await stat(path).then(
        ({ size }) => size,
        () => null,
      );
      return step === undefined || bytes === null
        ? null
        : { step: Number(step), epoch: Number(epoch), bytes, path };
    }),
  );
  return found.filter((entry) => entry !== null).toSorted((a, b) => a.step - b.step);
}

/** The numbers of a snapshot; what the optimizer remembers is not among them. Throws a DiagnosticError that names what is wrong. */
export async function readSnapshot(path: string): Promise<ModelState> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new DiagnosticError({
      code: 'snapshot-unreadable',
      severity: 'error',
      ...failedBecause(
        {
          en: `The snapshot "${basename(path)}" cannot be read.`,
          ko: `스냅샷 "${basename(path)}"을(를) 읽을 수 없습니다.`,
        },
        error,
      ),
    });
  });
  return stateIn(valueOf(decodeSafetensors(bytes, basename(path)))).state;
}

/** A file that is gone already is no problem. */
export const removeSnapshot = (path: string): Promise<void> => rm(path, { force: true });
