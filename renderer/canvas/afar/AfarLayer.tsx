import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Distance } from '../distance';
import type { CanvasFlowNode, WireFlowEdge } from '../flow-adapter';
import { type AfarPainter, createAfarPainter } from './afar-painter';
import { useWholeBlocks } from './whole-blocks';
import { createWireWays } from './wire-ways';
import { setWaysAfar } from './wire-under-pointer';

interface AfarLayerProps {
  readonly nodes: readonly CanvasFlowNode[];
  /** Wires that are not part of the page. */
  readonly edges: readonly WireFlowEdge[];
  readonly distance: Distance;
}

/** Everything of the drawing that is not part of the page, on one canvas behind what is: hundreds of blocks cost no more than a picture. */
export function AfarLayer({ nodes, edges, distance }: AfarLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  const whole = useWholeBlocks((state) => state.whole);
  const [waysOf] = useState(createWireWays);
  const wires = useMemo(() => waysOf(nodes, edges), [waysOf, nodes, edges]);
  const blocks = useMemo(
    () => nodes.filter((node) => node.type === 'block').filter(({ id }) => whole !== 'all' && !whole.has(id)),
    [nodes, whole],
  );

  useEffect(() => {
    setWaysAfar(wires);
    return () => setWaysAfar([]);
  }, [wires]);

  const painter = useRef<AfarPainter>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return undefined;
    const made = createAfarPainter(context, flow);
    painter.current = made;
    return () => made.end();
  }, [flow]);
  useEffect(() => {
    painter.current?.show({ blocks, wires, isTiles: distance === 'tile' });
  }, [blocks, wires, distance]);

  return (
    <canvas
      ref={canvas}
      data-afar={blocks.length}
      aria-hidden
      className="pointer-events-none absolute inset-0 -z-1 size-full"
    />
  );
}
