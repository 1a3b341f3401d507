import { type ReactFlowProps, useReactFlow } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { GraphDoc } from '#shared/graph/document';
import type { Point } from '../state/block-place';
import { currentGraph } from '../state/project-store';
import { useUi } from '../state/ui-store';
import { aimOf } from './aim';
import { checkConnection, type End, oppositeEnd, refusalOf } from './connection-rules';
import type { CanvasFlowNode, WireFlowEdge } from './flow-adapter';
import { openAddList, useInteraction } from './interaction-store';
import { drawWire, unplug } from './wire-actions';

type Handlers = Required<
  Pick<
    ReactFlowProps<CanvasFlowNode, WireFlowEdge>,
    'onConnect' | 'onConnectStart' | 'onConnectEnd' | 'onReconnect' | 'onReconnectStart' | 'isValidConnection'
  >
>;

/** Drawing wires: by dragging from a port to a port or a block, by clicking two ports, and by pulling the end of a wire elsewhere. */
export function useConnecting(): Handlers {
  const { screenToFlowPosition } = useReactFlow();
  const plugged = useRef<string | undefined>(undefined);
  return useMemo(
    () => ({
      onReconnectStart: (_event, edge) => {
        plugged.current = edge.id;
      },
      // `onConnectEnd` does it, for new and old wires alike.
      onReconnect: () => undefined,
      onConnectStart: (_event, { nodeId, handleId, handleType }) => {
        if (nodeId === null || handleId === null) return;
        const from: End = { nodeId, port: handleId, side: handleType === 'source' ? 'out' : 'in' };
        const refused = refusedBlocks(graphNow(), from, plugged.current);
        useInteraction.setState({ connecting: { from, plugged: plugged.current, refused } });
      },
      onConnectEnd: (event, { toHandle }) => {
        const { connecting } = useInteraction.getState();
        plugged.current = undefined;
        useInteraction.setState({ connecting: null, aimed: null, replaced: [] });
        const screen = placeOf(event);
        const canvas = document.elementFromPoint(screen.x, screen.y)?.closest('[data-canvas]');
        if (!connecting || !canvas) return;
        const drawing = screenToFlowPosition(screen, { snapToGrid: false });
        const aim = aimOf(graphNow(), connecting, toHandle, drawing);
        if (aim?.refusal) useUi.getState().toast(aim.refusal.message, 'error');
        else if (aim) drawWire(connecting.from, aim.end, connecting.plugged);
        else if (connecting.plugged !== undefined) unplug(connecting.plugged);
        else {
          const { left, top } = canvas.getBoundingClientRect();
          const corner = { x: screen.x - left, y: screen.y - top };
          openAddList({ screen: corner, drawing, joint: { kind: 'connect', end: connecting.from } });
        }
      },
      // Of a drag `onConnectEnd` takes care; this is for two clicks.
      onConnect: ({ source, sourceHandle, target, targetHandle }) => {
        if (useInteraction.getState().connecting || sourceHandle === null || targetHandle === null) return;
        drawWire(
          { nodeId: source, port: sourceHandle, side: 'out' },
          { nodeId: target, port: targetHandle, side: 'in' },
          undefined,
        );
      },
      isValidConnection: ({ source, sourceHandle, target, targetHandle }) => {
        const wire = { source, sourcePort: sourceHandle ?? '', target, targetPort: targetHandle ?? '' };
        const refusal = checkConnection(graphNow(), wire, plugged.current);
        // Of two clicks nothing else tells the reason.
        if (refusal && !useInteraction.getState().connecting)
          useUi.getState().toast(refusal.message, 'error');
        return refusal === null;
      },
    }),
    [screenToFlowPosition],
  );
}

const graphNow = (): GraphDoc => currentGraph();

const placeOf = (event: MouseEvent | TouchEvent): Point => {
  const { clientX: x, clientY: y } = 'clientX' in event ? event : event.changedTouches[0]!;
  return { x, y };
};

/** Blocks that take no wire from an end. */
export function refusedBlocks(graph: GraphDoc, from: End, plugged: string | undefined): ReadonlySet<string> {
  const refused = graph.nodes.filter(({ id }) => {
    const end = oppositeEnd(graph, from, id);
    return id !== from.nodeId && (end === null || refusalOf(graph, from, end, plugged) !== null);
  });
  return new Set(refused.map(({ id }) => id));
}
