import { portNames } from '#shared/graph/composite';
import type { Composite, GraphNode, PortBlock } from '#shared/graph/document';
import { BLOCK, boundsOf, GAP, type Point, snapped, STEP } from './block-place';

type Side = PortBlock['side'];

/** Types of the blocks that stand for a composite's ports while one is inside it. They are never in a file. */
export const PORT_TYPES: Readonly<Record<Side, string>> = { in: 'BlockInput', out: 'BlockOutput' };

/** Types of the blocks at the ends of a whole network. Inside a composite block its ports take their place. */
export const END_TYPES: ReadonlySet<string> = new Set(['Input', 'Output']);

/** The side of a port block; null for any other block. */
export const portSide = ({ type }: Pick<GraphNode, 'type'>): Side | null =>
  type === PORT_TYPES.in ? 'in' : type === PORT_TYPES.out ? 'out' : null;

/** A composite's ports with places inside: inputs left of its blocks, outputs right of them, where the file names none. */
export function portBlocksOf(composite: Composite): readonly PortBlock[] {
  const known = composite.portBlocks ?? [];
  const taken: Point[] = [...composite.nodes, ...known].map(({ position }) => position);
  return (['in', 'out'] as const).flatMap((side) =>
    portNames(composite, side).map((name): PortBlock => {
      const drawn = known.find((port) => port.side === side && port.name === name);
      if (drawn) return drawn;
      const position = freeBelow(taken, placeBeside(composite, side, name));
      taken.push(position);
      return { side, name, position };
    }),
  );
}

/** On the height of the block that a port leads to, left or right of all blocks. */
function placeBeside({ nodes, inputs, outputs }: Composite, side: Side, name: string): Point {
  const { x, y, width } = boundsOf(nodes) ?? { x: STEP.x, y: 0, width: BLOCK.width };
  const wired = (side === 'in' ? inputs : outputs).find((port) => port.name === name)?.node;
  const row = nodes.find(({ id }) => id === wired)?.position.y ?? y;
  return snapped({ x: side === 'in' ? x - STEP.x : x + width + GAP.x, y: row });
}

function freeBelow(taken: readonly Point[], { x, y }: Point): Point {
  const isCovered = taken.some(
    (other) => Math.abs(other.x - x) < BLOCK.width && Math.abs(other.y - y) < BLOCK.height,
  );
  return isCovered ? freeBelow(taken, { x, y: y + STEP.y }) : { x, y };
}
