import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { WireFlowEdge } from '../flow-adapter';
import { useInteraction } from '../interaction-store';
import { isViewMoving } from '../moving-view';
import { canvasPointer } from '../pointer';
import { nearestWay, type WireWay } from './wire-ways';
import { useWholeBlocks } from './whole-blocks';

/** The wire under the pointer, of those that are only drawn: it is part of the page while it is there, so that it can be taken hold of. */
const useUnderPointer = create<{ readonly wire: string | null }>()(() => ({ wire: null }));

let ways: readonly WireWay[] = [];

/** Tells which wires are only drawn. */
export function setWaysAfar(drawn: readonly WireWay[]): void {
  ways = drawn;
}

/** As far from a wire as it takes the pointer, in the drawing's units. */
const REACH = 11;

/** Looks again for the wire under the pointer. */
export function findWireUnderPointer(): void {
  if (isViewMoving()) return;
  const { wire } = useUnderPointer.getState();
  if (ways.length === 0 && wire === null) return;
  const pointer = canvasPointer();
  const isBusy = useInteraction.getState().moved !== null || useInteraction.getState().connecting !== null;
  if (!pointer || isBusy) return;
  const found = nearestWay(ways, pointer.drawing, REACH);
  if (found !== null && found !== wire) useUnderPointer.setState({ wire: found });
}

interface Drawn {
  /** Part of the page. */
  readonly inPage: WireFlowEdge[];
  readonly afar: readonly WireFlowEdge[];
}

/** Which wires are part of the page: those at a whole block, and those that one looks at. */
export function useWiresInPage(edges: WireFlowEdge[], isFew: boolean): Drawn {
  const whole = useWholeBlocks((state) => state.whole);
  const under = useUnderPointer((state) => state.wire);
  const spliced = useInteraction((state) => state.spliced);
  const replaced = useInteraction((state) => state.replaced);
  useEffect(() => () => useUnderPointer.setState({ wire: null }), []);
  return useMemo(() => {
    if (isFew || whole === 'all') return { inPage: edges, afar: [] };
    const isInPage = ({ id, source, target, selected, data }: WireFlowEdge) =>
      whole.has(source) ||
      whole.has(target) ||
      selected === true ||
      data?.isWrong === true ||
      id === spliced ||
      replaced.includes(id);
    return {
      inPage: edges.filter((edge) => edge.id === under || isInPage(edge)),
      // With the one under the pointer: else the picture would be painted anew for each wire that the pointer passes.
      afar: edges.filter((edge) => !isInPage(edge)),
    };
  }, [edges, isFew, whole, under, spliced, replaced]);
}
