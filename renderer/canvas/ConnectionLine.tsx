import type { ConnectionLineComponentProps } from '@xyflow/react';
import { useGraph } from '../state/project-store';
import { aimOf } from './aim';
import type { CanvasFlowNode } from './flow-adapter';
import { useInteraction } from './interaction-store';
import { wireRoute } from './wire-route';

/** The wire on the pointer; dashed and red where it would be refused. */
export function ConnectionLine({
  fromX,
  fromY,
  toX,
  toY,
  toHandle,
}: ConnectionLineComponentProps<CanvasFlowNode>) {
  const graph = useGraph();
  const connecting = useInteraction((state) => state.connecting);
  if (!connecting) return null;
  const [from, to] = [
    { x: fromX, y: fromY },
    { x: toX, y: toY },
  ];
  const { path } = connecting.from.side === 'out' ? wireRoute(from, to) : wireRoute(to, from);
  const isRefused = Boolean(aimOf(graph, connecting, toHandle, to)?.refusal);
  return (
    <path
      d={path}
      fill="none"
      strokeWidth={2.5}
      strokeLinecap="round"
      strokeDasharray={isRefused ? '7 6' : undefined}
      className={isRefused ? 'stroke-danger' : 'stroke-accent'}
    />
  );
}
