import { useStoreApi } from '@xyflow/react';
import { useLayoutEffect } from 'react';
import { usePageWires } from './afar/page-wires';
import type { CanvasFlowNode, WireFlowEdge } from './flow-adapter';
import { useFlow } from './flow-store';

/**
 * Gives React Flow its blocks and wires the moment they change. As properties it would take them in an effect: what an edit changes would be drawn
 * in two turns.
 */
export function useFedFlow(): void {
  const flow = useStoreApi<CanvasFlowNode, WireFlowEdge>();
  useLayoutEffect(() => {
    const { setNodes, setEdges } = flow.getState();
    setNodes(useFlow.getState().nodes);
    setEdges(usePageWires.getState().inPage);
    const leave = [
      useFlow.subscribe((now, before) => {
        if (now.nodes !== before.nodes) setNodes(now.nodes);
      }),
      usePageWires.subscribe((now, before) => {
        if (now.inPage !== before.inPage) setEdges(now.inPage);
      }),
    ];
    return () => leave.forEach((end) => end());
  }, [flow]);
}
