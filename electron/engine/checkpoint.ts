import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ModelState } from '#shared/compile/program';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';
import { migrate } from '#shared/project/migrate';
import { projectSchema, type ProjectFile } from '#shared/project/schema';
import { positionSchema, type Position } from './epoch-sums';
import { loopMemorySchema, type SavedLoop } from './loop-memory';
import { valueOf } from './result';
import {
  damagedFile,
  decodeSafetensors,
  encodeSafetensors,
  type NamedTensor,
  type SafetensorsFile,
} from './safetensors';
import { writeFileAtomically } from './write-file';

export const STATE_FILE = 'state.safetensors';
export const RUN_FILE = 'run.json';
const FORMAT = 'neuroloom-run';
const VERSION = 1;

/** Everything one needs to go on training as if nothing had happened. */
export interface Checkpoint {
  readonly runId: string;
  readonly project: ProjectFile;
  readonly state: ModelState;
  readonly position: Position;
  /** Epochs that were planned. */
  readonly epochs: number;
  /** Absent: callbacks begin anew. */
  readonly loop?: SavedLoop;
}

const weightSlotSchema = z.object({
  name: z.string(),
  nodeId: z.string(),
  weight: z.string(),
  shape: z.array(z.number().int().min(0)),
  layout: z.array(z.number().int().min(0)).optional(),
  initializer: z.string(),
  initializerConfig: z.record(z.string(), z.unknown()).optional(),
  ones: z.tuple([z.number().int().min(0), z.number().int().min(0)]).optional(),
  store: z.enum(['theta', 'buffers', 'frozen']),
  offset: z.number().int().min(0),
  size: z.number().int().min(0),
});
const layoutSchema = z.object({
  slots: z.array(weightSlotSchema),
  sizes: z.object({
    theta: z.number().int().min(0),
    buffers: z.number().int().min(0),
    frozen: z.number().int().min(0),
  }),
  optimizerSlots: z.array(z.string()),
  slotStarts: z.record(z.string(), z.number()).optional(),
});

/** What stands in the safetensors file beside the numbers: they always belong together, even after a kill. */
const stateMetadataSchema = z.object({
  layout: layoutSchema,
  step: z.number().int().min(0),
  seed: z.number().int().min(0),
  position: positionSchema,
  epochs: z.number().int().min(0),
  loop: loopMemorySchema.optional(),
});

const runFileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  runId: z.string(),
  name: z.string(),
  epoch: z.number().int().min(0),
  epochs: z.number().int().min(0),
  step: z.number().int().min(0),
  stepInEpoch: z.number().int().min(0),
  savedAt: z.number(),
  project: z.preprocess(migrate, projectSchema),
});

/** Writes both files, each at once or not at all. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<void> {
  const { runId, project, state, position, epochs } = checkpoint;
  await writeFileAtomically(join(folder, STATE_FILE), encodeState(checkpoint));
  const run: z.input<typeof runFileSchema> = {
    format: FORMAT,
    version: VERSION,
    runId,
    name: project.name,
    epoch: position.epoch,
    epochs,
    step: state.step,
    stepInEpoch: position.stepInEpoch,
    savedAt: Date.now(),
    project,
  };
  await writeFileAtomically(join(folder, RUN_FILE), [
    new TextEncoder().encode(`${JSON.stringify(run, null, 2)}\n`),
  ]);
}

/** The file with the numbers, which describes itself. */
export function encodeState({
  state,
  position,
  epochs,
  loop,
}: Omit<Checkpoint, 'runId' | 'project'>): Uint8Array[] {
  const { layout, step, seed } = state;
  const vectors: Record<string, Float32Array> = {
    theta: state.theta,
    buffers: state.buffers,
    frozen: state.frozen,
    ...Object.fromEntries(Object.entries(state.slots).map(([name, slot]) => [`slot_${name}`, slot])),
    ...Object.fromEntries(
      [...(loop?.kept ?? [])].flatMap(([place, kept]) => [
        [keptName(place, 'theta'), kept.theta],
        [keptName(place, 'buffers'), kept.buffers],
      ]),
    ),
  };
  const tensors = Object.entries(vectors).map(([name, data]): NamedTensor => ({
    name,
    shape: [data.length],
    data,
  }));
  const stateMetadata: z.input<typeof stateMetadataSchema> = {
    layout: structuredClone(layout) as z.input<typeof layoutSchema>,
    step,
    seed,
    position,
    epochs,
    ...(loop && { loop: loop.memory }),
  };
  const metadata = { format: FORMAT, state: JSON.stringify(stateMetadata) };
  return encodeSafetensors({ metadata, tensors });
}

/** Reads a checkpoint's folder. Throws a DiagnosticError that names the file and what is wrong with it. */
export async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const run = parseRun(await readBytes(join(folder, RUN_FILE)));
  const file = valueOf(decodeSafetensors(await readBytes(join(folder, STATE_FILE)), STATE_FILE));
  const { state, metadata, vector } = stateIn(file);
  const { layout, position, epochs } = metadata;
  const keptAt = (place: number): ModelState => ({
    ...state,
    theta: vector(keptName(place, 'theta'), layout.sizes.theta),
    buffers: vector(keptName(place, 'buffers'), layout.sizes.buffers),
    slots: {},
  });
  const memory = metadata.loop;
  const places = memory?.callbacks.flatMap(({ keeps }, place) => (keeps ? [place] : [])) ?? [];
  return {
    runId: run.runId,
    project: run.project,
    position,
    epochs,
    state,
    ...(memory && { loop: { memory, kept: new Map(places.map((place) => [place, keptAt(place)])) } }),
  };
}

/** The numbers in a checkpoint's own file, which describes itself. Throws a DiagnosticError that names what is wrong with it. */
export function stateIn(file: SafetensorsFile) {
  const parsed = stateMetadataSchema.safeParse(parseJson(file.metadata['state'] ?? ''));
  if (!parsed.success) throw damaged(STATE_FILE, 'the description of the state', describe(parsed.error));
  const metadata = parsed.data;
  const { layout, step, seed } = metadata;

  const vector = (name: string, length: number): Float32Array => {
    const tensor = file.tensors.find((candidate) => candidate.name === name);
    if (!tensor) throw damaged(STATE_FILE, `a tensor "${name}"`, 'none');
    if (tensor.data.length !== length)
      throw damaged(STATE_FILE, `${length} numbers in "${name}"`, `${tensor.data.length}`);
    return tensor.data;
  };
  for (const slot of layout.slots) {
    if (slot.offset + slot.size > layout.sizes[slot.store])
      throw damaged(STATE_FILE, `"${slot.name}" inside its vector`, `offset ${slot.offset}`);
  }
  const state: ModelState = {
    layout,
    theta: vector('theta', layout.sizes.theta),
    buffers: vector('buffers', layout.sizes.buffers),
    frozen: vector('frozen', layout.sizes.frozen),
    slots: Object.fromEntries(
      layout.optimizerSlots.map((name) => [name, vector(`slot_${name}`, layout.sizes.theta)]),
    ),
    step,
    seed,
  };
  return { state, metadata, vector };
}

/** Whether a safetensors file is a checkpoint's. */
export const isStateFile = ({ metadata }: SafetensorsFile): boolean => metadata['format'] === FORMAT;

/** Weights that the callback at a place of the list holds on to. */
const keptName = (place: number, store: 'theta' | 'buffers'): string => `kept_${place}_${store}`;

function parseRun(bytes: Uint8Array): z.output<typeof runFileSchema> {
  const run = runFileSchema.safeParse(parseJson(new TextDecoder().decode(bytes)));
  if (!run.success) throw damaged(RUN_FILE, `a run of format ${FORMAT} ${VERSION}`, describe(run.error));
  return run.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const describe = (error: z.ZodError): string => {
  const issue = error.issues[0]!;
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;
};

const damaged = (fileName: string, expected: string, received: string): DiagnosticError =>
  new DiagnosticError(damagedFile(fileName, expected, received));

/** Throws a DiagnosticError where there is no file to read. */
async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new DiagnosticError({
      code: 'checkpoint-unreadable',
      severity: 'error',
      ...failedBecause(
        {
          en: `The checkpoint file "${path}" cannot be read.`,
          ko: `체크포인트 파일 "${path}"을(를) 읽을 수 없습니다.`,
        },
        error,
      ),
      expected: {
        en: `a folder with ${STATE_FILE} and ${RUN_FILE}`,
        ko: `${STATE_FILE}와 ${RUN_FILE}이 든 폴더`,
      },
    });
  }
}
