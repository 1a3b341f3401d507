import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';
import { parseProject } from '#shared/project/parse';
import { BLOCK } from '../state/graph-edits';

const MARGIN = 24;

/** A project's drawing in small: blocks in their category's colour, wires between them. */
export function GraphPicture({ text }: { text: string }) {
  const parsed = parseProject(text);
  const { nodes, edges } = parsed.ok ? parsed.value.graph : { nodes: [], edges: [] };
  const xs = nodes.map(({ position }) => position.x);
  const ys = nodes.map(({ position }) => position.y);
  const [left, top] = [Math.min(0, ...xs) - MARGIN, Math.min(0, ...ys) - MARGIN];
  const width = Math.max(0, ...xs) + BLOCK.width + MARGIN - left;
  const height = Math.max(0, ...ys) + BLOCK.height + MARGIN - top;
  const byId = new Map(nodes.map((node) => [node.id, node.position]));
  return (
    <svg
      viewBox={`${left} ${top} ${width} ${height}`}
      className="h-20 w-full rounded bg-canvas"
      aria-hidden
      preserveAspectRatio="xMidYMid meet"
    >
      {edges.map(({ id, source, target }) => {
        const [from, to] = [byId.get(source), byId.get(target)];
        if (!from || !to) return null;
        return (
          <line
            key={id}
            x1={from.x + BLOCK.width}
            y1={from.y + BLOCK.height / 2}
            x2={to.x}
            y2={to.y + BLOCK.height / 2}
            className="stroke-muted"
            strokeWidth={10}
          />
        );
      })}
      {nodes.map(({ id, type, position }) => (
        <rect
          key={id}
          x={position.x}
          y={position.y}
          width={BLOCK.width}
          height={BLOCK.height}
          rx={20}
          fill={CATEGORIES[LAYERS[type]?.category ?? 'core'].color}
        />
      ))}
    </svg>
  );
}
