import { z } from 'zod';
import { type GraphDoc, graphEdgeSchema, graphNodeSchema } from '#shared/graph/document';

const blocksSchema = z
  .object({
    format: z.literal('neuroloom/blocks'),
    version: z.literal(1),
    nodes: z.array(graphNodeSchema).min(1).max(5000).readonly(),
    edges: z.array(graphEdgeSchema).max(20000).readonly(),
  })
  .readonly();

/** Blocks on their way to another place, with the wires among them. */
export type Blocks = Pick<z.infer<typeof blocksSchema>, 'nodes' | 'edges'>;

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

/** The blocks among `ids`, ready to be copied. */
export const pickBlocks = ({ nodes, edges }: GraphDoc, ids: ReadonlySet<string>): Blocks => ({
  nodes: nodes.filter(({ id }) => ids.has(id)),
  edges: edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
});

export const writeBlocks = ({ nodes, edges }: Blocks): string =>
  JSON.stringify({ format: 'neuroloom/blocks', version: 1, nodes, edges }, null, 2);

/** The blocks that a text holds; null when it is any other text. */
export function readBlocks(text: string): Blocks | null {
  try {
    const parsed = blocksSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Puts blocks on the system's clipboard as text, or at least keeps them for this window. */
export async function copyBlocks(blocks: Blocks): Promise<void> {
  own = writeBlocks(blocks);
  isOwnNewest = true;
  try {
    await navigator.clipboard.writeText(own);
  } catch {
    // Refused by the browser: `own` serves this window.
  }
}

/** The blocks that were copied last, here or elsewhere; null when the clipboard holds something else. */
export async function pastedBlocks(): Promise<Blocks | null> {
  if (own !== null && isOwnNewest) return readBlocks(own);
  try {
    return readBlocks(await navigator.clipboard.readText());
  } catch {
    // Refused by the browser, or no text.
    return own === null ? null : readBlocks(own);
  }
}
