import { z } from 'zod';
import type { ModelState } from '#shared/compile/program';
import { choiceSchema, type Choice } from '#shared/graph/document';

const memorySchema = z
  .record(
    z.string(),
    z.union([z.number(), z.string(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
  )
  .readonly();

/** What the loop around the trainer remembers beside its position, as JSON; a part of a checkpoint. */
export const loopMemorySchema = z
  .object({
    callbacks: z
      .array(z.object({ choice: choiceSchema, memory: memorySchema, keeps: z.boolean() }).readonly())
      .readonly(),
    /** The rate that a callback has set in place of the rate `of` the settings. */
    learningRate: z.object({ set: z.number(), of: z.number() }).readonly().nullable(),
    /** Length of every file that callbacks write, by name: what is behind it was written after the checkpoint. */
    files: z.record(z.string(), z.number().int().min(0)).readonly(),
  })
  .readonly();
export type LoopMemory = z.infer<typeof loopMemorySchema>;

export const NO_MEMORY: LoopMemory = { callbacks: [], learningRate: null, files: {} };

/** The memory with the weights that callbacks hold on to, by their place in `memory.callbacks`. */
export interface SavedLoop {
  readonly memory: LoopMemory;
  readonly kept: ReadonlyMap<number, ModelState>;
}

export const NOTHING_SAVED: SavedLoop = { memory: NO_MEMORY, kept: new Map() };

/** Equal for callbacks that go on with each other's memory: those that watch the same, whatever their other parameters. */
export function identityOf({ type, params }: Choice): string {
  const { monitor, mode, filename, separator } = params;
  return JSON.stringify([type, monitor, mode, filename, separator]);
}
