import { ViewportPortal } from '@xyflow/react';
import { portsOf, findNode } from '../state/graph-edits';
import { useGraph } from '../state/project-store';
import type { GraphDoc } from '#shared/graph/document';
import type { Point } from '../state/block-place';
import type { End } from './connection-rules';
import { portPoint, wireRoute } from './wire-route';

interface ConnectPreviewProps {
  readonly from: End;
  readonly to: End;
  readonly isRefused: boolean;
}

/** The wire that the chosen entry of the list stands for; dashed and red where it would be refused. */
export function ConnectPreview({ from, to, isRefused }: ConnectPreviewProps) {
  const graph = useGraph();
  const [a, b] = from.side === 'out' ? [from, to] : [to, from];
  const [source, target] = [placeOf(graph, a), placeOf(graph, b)];
  if (!source || !target) return null;
  return (
    <ViewportPortal>
      <svg className="pointer-events-none absolute top-0 left-0 overflow-visible" width={1} height={1}>
        <path
          d={wireRoute(source, target).path}
          fill="none"
          strokeWidth={2.5}
          strokeLinecap="round"
          strokeDasharray={isRefused ? '7 6' : undefined}
          className={isRefused ? 'stroke-danger' : 'stroke-accent'}
        />
      </svg>
    </ViewportPortal>
  );
}

/** Where a wire's end would be; on the middle of the side where the block has no such port. */
function placeOf(graph: GraphDoc, { nodeId, port, side }: End): Point | null {
  const node = findNode(graph, nodeId);
  if (!node) return null;
  const { inputs, outputs } = portsOf(graph, node);
  const ports = side === 'in' ? inputs : outputs;
  const at = ports.findIndex(({ name }) => name === port);
  return portPoint(node.position, side, Math.max(0, at), Math.max(1, ports.length));
}
