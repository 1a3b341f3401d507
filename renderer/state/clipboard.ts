import { z } from 'zod';
import {
  compositeSchema,
  frameSchema,
  type GraphDoc,
  graphEdgeSchema,
  graphNodeSchema,
  noteSchema,
} from '#shared/graph/document';
import { withoutUnused } from './composites';
import { idsWithHeld } from './frames-and-notes';
import type { DrawnItems } from './graph-edits';

const blocksSchema = z
  .object({
    format: z.literal('neuroloom/blocks'),
    version: z.literal(1),
    nodes: z.array(graphNodeSchema).max(5000).readonly(),
    edges: z.array(graphEdgeSchema).max(20000).readonly(),
    frames: z.array(frameSchema).max(5000).readonly().default([]),
    notes: z.array(noteSchema).max(5000).readonly().default([]),
    composites: z.array(compositeSchema).max(5000).readonly().default([]),
  })
  .readonly()
  .refine(({ nodes, frames, notes }) => nodes.length + frames.length + notes.length > 0);

/** What was copied here last, for where the system's clipboard cannot be read. */
let own: string | null = null;
/** Nothing can have reached the system's clipboard since `own` was written. */
let isOwnNewest = false;

const forgetOrder = () => {
  isOwnNewest = false;
};
addEventListener('blur', forgetOrder);
addEventListener('copy', forgetOrder);
addEventListener('cut', forgetOrder);

/** What is drawn under `ids`, with all that frames among them hold, ready to be copied. */
export function pickItems(graph: GraphDoc, ids: ReadonlySet<string>): DrawnItems {
  const all = idsWithHeld(graph, ids);
  const isChosen = ({ id }: { readonly id: string }) => all.has(id);
  return withoutUnused({
    composites: graph.composites,
    nodes: graph.nodes.filter(isChosen),
    edges: graph.edges.filter(({ source, target }) => all.has(source) && all.has(target)),
    frames: graph.frames.filter(isChosen),
    notes: graph.notes.filter(isChosen),
  });
}

export const writeItems = (items: DrawnItems): string =>
  JSON.stringify({ format: 'neuroloom/blocks', version: 1, ...items }, null, 2);

/** What a text of `writeItems` holds; null when it is any other text. */
export function readItems(text: string): DrawnItems | null {
  try {
    const parsed = blocksSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Puts items on the system's clipboard as text, or at least keeps them for this window. */
export async function copyItems(items: DrawnItems): Promise<void> {
  own = writeItems(items);
  isOwnNewest = true;
  try {
    await navigator.clipboard.writeText(own);
  } catch {
    // Refused by the browser: `own` serves this window.
  }
}

/** What was copied last, here or elsewhere; null when the clipboard holds something else. */
export async function pastedItems(): Promise<DrawnItems | null> {
  if (own !== null && isOwnNewest) return readItems(own);
  try {
    return readItems(await navigator.clipboard.readText());
  } catch {
    // Refused by the browser, or no text.
    return own === null ? null : readItems(own);
  }
}
