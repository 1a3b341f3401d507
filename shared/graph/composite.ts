import type { Composite, GraphEdge } from './document';

type CompositePort = Composite['inputs'][number];

/** A wire inside a composite: between two of its blocks, or from one of its inputs to a block. */
export type InsideWire =
  | { readonly edge: GraphEdge; readonly entry?: never }
  | { readonly entry: CompositePort; readonly edge?: never };

/** Names of a composite's inputs or outputs, in the order in which its blocks show them. */
export function portNames(
  { inputs, outputs, portBlocks = [] }: Composite,
  side: 'in' | 'out',
): readonly string[] {
  const drawn = portBlocks.flatMap((port) => (port.side === side ? [port.name] : []));
  const wired = (side === 'in' ? inputs : outputs).map(({ name }) => name);
  return [...new Set([...drawn, ...wired])];
}

/**
 * All wires inside a composite that lead to its blocks. For every merging layer they stand in the order of its inputs: those from outside first, but
 * behind as many inner ones as their `after` says.
 */
export function insideWires({ inputs, edges }: Composite): readonly InsideWire[] {
  const waiting = new Set(inputs);
  const drawn = new Map<string, number>();
  const wires: InsideWire[] = [];
  const draw = (isDue: (entry: CompositePort) => boolean) => {
    for (const entry of waiting)
      if (isDue(entry)) {
        waiting.delete(entry);
        wires.push({ entry });
      }
  };
  draw(({ after = 0 }) => after === 0);
  for (const edge of edges) {
    wires.push({ edge });
    const count = (drawn.get(edge.target) ?? 0) + 1;
    drawn.set(edge.target, count);
    if (waiting.size > 0) draw(({ node, after = 0 }) => node === edge.target && after <= count);
  }
  draw(() => true);
  return wires;
}

/** A composite without what plays no part in a computation: places, frames and notes. */
export const computingPart = ({ frames: _frames, notes: _notes, portBlocks, ...composite }: Composite) => ({
  ...composite,
  // JSON leaves out what is undefined.
  nodes: composite.nodes.map((node) => ({ ...node, position: undefined })),
  ports: portBlocks?.map(({ side, name }) => [side, name]),
});
