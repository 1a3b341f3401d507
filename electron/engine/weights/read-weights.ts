import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ModelState } from '#shared/compile/program';
import { readWeight } from '#shared/compile/state';
import { DiagnosticError, type Diagnostic } from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';
import type { OfferedTensor } from '#shared/weights/match';
import { isStateFile, readCheckpoint, stateIn } from '../checkpoint';
import { decodeSafetensors } from '../safetensors';
import { NUMBER_KINDS } from './number-kinds';

/**
 * The tensors at a path: a safetensors file of any tool, a checkpoint's folder or the file in it. Throws a DiagnosticError that says what is
 * wrong.
 */
export async function readWeights(path: string, signal?: AbortSignal): Promise<readonly OfferedTensor[]> {
  if (await isFolder(path)) return weightsOf((await readCheckpoint(path)).state);
  const decoded = decodeSafetensors(await bytesOf(path, signal), basename(path), NUMBER_KINDS);
  if (!decoded.ok) throw new DiagnosticError(noWeights(path, decoded.diagnostics[0]!));
  return isStateFile(decoded.value) ? weightsOf(stateIn(decoded.value).state) : decoded.value.tensors;
}

/** Every weight of a state, by its name. */
export const weightsOf = (state: ModelState): readonly OfferedTensor[] =>
  state.layout.slots.map(({ name, shape }) => ({ name, shape, data: readWeight(state, name) }));

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

async function bytesOf(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    return await readFile(path, { signal });
  } catch (error) {
    throw new DiagnosticError({
      code: 'weights-unreadable',
      severity: 'error',
      ...failedBecause(
        { en: `The weights in "${path}" cannot be read.`, ko: `"${path}"의 가중치를 읽을 수 없습니다.` },
        error,
      ),
      expected: {
        en: 'a safetensors file or the folder of a checkpoint',
        ko: 'safetensors 파일이나 체크포인트 폴더',
      },
    });
  }
}

const noWeights = (path: string, { expected, received }: Diagnostic): Diagnostic => ({
  code: 'weights-damaged',
  severity: 'error',
  message: {
    en: `"${basename(path)}" is damaged, or no safetensors file. PyTorch writes one with safetensors.torch.save_file(model.state_dict(), path).`,
    ko: `"${basename(path)}"이(가) 손상되었거나 safetensors 파일이 아닙니다. PyTorch에서는 safetensors.torch.save_file(model.state_dict(), path)로 만듭니다.`,
  },
  ...(expected !== undefined && { expected }),
  ...(received !== undefined && { received }),
});
