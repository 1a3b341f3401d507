import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Distance } from '../distance';
import type { DrawnBlock } from '../flow-adapter';
import { useFlow } from '../flow-store';
import { type AfarPainter, createAfarPainter } from './afar-painter';
import { usePageWires } from './page-wires';
import { useWholeBlocks } from './whole-blocks';
import { createWireWays } from './wire-ways';
import { setWaysAfar, useUnderPointer } from './wire-under-pointer';

interface AfarLayerProps {
  readonly distance: Distance;
  /** Whether the page has only what was in view when that last came to rest. */
  readonly isOnlySeen: boolean;
}

/** Everything of the drawing that is not part of the page, behind what is: hundreds of blocks cost no more than a picture. */
export function AfarLayer({ distance, isOnlySeen }: AfarLayerProps) {
  const still = useRef<HTMLCanvasElement>(null);
  const live = useRef<HTMLCanvasElement>(null);
  const held = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  const blocks = useFlow((state) => state.drawn);
  const inPage = usePageWires((state) => state.inPage);
  const afar = usePageWires((state) => state.afar);
  const whole = useWholeBlocks((state) => state.whole);
  const [waysOf] = useState(createWireWays);
  const [pageWaysOf] = useState(createWireWays);
  const wires = useMemo(() => waysOf(blocks, afar), [waysOf, blocks, afar]);
  const [drawn, wholeBlocks] = useMemo(() => {
    const isWhole = ({ id }: DrawnBlock) => whole === 'all' || whole.has(id);
    return [blocks.filter((block) => !isWhole(block)), blocks.filter(isWhole)];
  }, [blocks, whole]);
  const page = useMemo(
    () => ({ blocks: isOnlySeen ? wholeBlocks : [], wires: pageWaysOf(blocks, inPage) }),
    [isOnlySeen, wholeBlocks, pageWaysOf, blocks, inPage],
  );

  useEffect(() => {
    setWaysAfar(wires);
    return () => setWaysAfar([]);
  }, [wires]);

  useEffect(() => () => useUnderPointer.setState({ wire: null }), []);

  const painter = useRef<AfarPainter>(null);
  useEffect(() => {
    const context = live.current?.getContext('2d');
    if (!context) return undefined;
    const made = createAfarPainter({ still: still.current!, live: context, held: held.current! }, flow);
    painter.current = made;
    return () => made.end();
  }, [flow]);
  useEffect(() => {
    painter.current?.show({ blocks: drawn, wires, distance, page });
  }, [drawn, wires, distance, page]);

  return (
    <>
      <canvas
        ref={still}
        data-still
        aria-hidden
        className="pointer-events-none absolute top-0 left-0 -z-1 origin-top-left will-change-transform"
      />
      <canvas
        ref={live}
        data-afar={drawn.length}
        aria-hidden
        className="pointer-events-none absolute top-0 left-0 -z-1 origin-top-left"
      />
      <canvas
        ref={held}
        data-held
        aria-hidden
        className="pointer-events-none invisible absolute top-0 left-0 -z-1 origin-top-left will-change-transform"
      />
    </>
  );
}
