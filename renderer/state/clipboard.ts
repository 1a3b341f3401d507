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
import { portSide } from './port-blocks';

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
  // Ports belong to the composite block that is open.
  const nodes = graph.nodes.filter((node) => isChosen(node) && portSide(node) === null);
  const picked = new Set(nodes.map(({ id }) => id));
  return withoutUnused({
    composites: graph.composites,
    nodes,
    edges: graph.edges.filter(({ source, target }) => picked.has(source) && picked.has(target)),
    frames: graph.frames.filter(isChosen),
    notes: graph.notes.filter(isChosen),
  });
}

export const writeItems = (items: DrawnItems): string =>
  JSON.stringify({ format: 'neuroloom/blocks', version: 1, ...withShortIds(items) }, null, 2);

/** Deep inside composite blocks drawn ids grow longer than a file takes; those of copies matter to nobody. */
function withShortIds(items: DrawnItems): DrawnItems {
  const { nodes, edges, frames, notes } = items;
  const all = [...nodes, ...edges, ...frames, ...notes];
  if (all.every(({ id }) => id.length <= MOST_ID)) return items;
  const ids = new Map(all.map(({ id }, i) => [id, String(i)]));
  const renamed = <T extends { readonly id: string }>(item: T): T => ({ ...item, id: ids.get(item.id)! });
  return {
    ...items,
    nodes: nodes.map(renamed),
    edges: edges.map((edge) => ({
      ...renamed(edge),
      source: ids.get(edge.source)!,
      target: ids.get(edge.target)!,
    })),
    frames: frames.map(renamed),
    notes: notes.map(renamed),
  };
}

const MOST_ID = 100;

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
