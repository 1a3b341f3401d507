import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { BLOCK, STEP } from '../state/block-place';

/** So many columns can be read at the width of a card. */
const COLUMNS = 4;

/** A drawing with its columns set into rows of four, each row below the one before; the same where it has no more than five. */
export function folded<Drawing extends Pick<GraphDoc, 'nodes' | 'edges'>>(graph: Drawing): Drawing {
  const { nodes } = graph;
  const left = Math.min(...nodes.map(({ position }) => position.x));
  const tops = nodes.map(({ position }) => position.y);
  const rowHeight = Math.max(...tops) - Math.min(...tops) + STEP.y;
  const columnOf = ({ position }: GraphNode) => Math.floor((position.x - left + BLOCK.width / 2) / STEP.x);
  if (Math.max(...nodes.map(columnOf)) <= COLUMNS) return graph;
  return {
    ...graph,
    nodes: nodes.map((node) => {
      const row = Math.floor(columnOf(node) / COLUMNS);
      const { x, y } = node.position;
      return { ...node, position: { x: x - row * COLUMNS * STEP.x, y: y + row * rowHeight } };
    }),
  };
}
