import { create } from 'zustand';
import { sameFields, sameItems } from '#shared/graph/same';
import { remembered } from '../../state/kept';
import type { WireFlowEdge } from '../flow-adapter';
import { isFew, useFlow } from '../flow-store';
import { useInteraction } from '../interaction-store';
import { useUnderPointer } from './wire-under-pointer';
import { useWholeBlocks, type Whole } from './whole-blocks';

interface PageWires {
  /** Part of the page: those at a whole block, and those that one looks at. */
  readonly inPage: WireFlowEdge[];
  /** Only drawn. */
  readonly afar: readonly WireFlowEdge[];
}

const NONE: readonly WireFlowEdge[] = [];

const split = remembered(
  (edges: WireFlowEdge[], whole: Whole, looked: readonly string[], under: string | null): PageWires => {
    if (whole === 'all') return { inPage: edges, afar: NONE };
    const isInPage = ({ id, source, target, selected, data }: WireFlowEdge) =>
      whole.has(source) ||
      whole.has(target) ||
      selected === true ||
      data?.isWrong === true ||
      looked.includes(id);
    return {
      inPage: edges.filter((edge) => edge.id === under || isInPage(edge)),
      // With the one under the pointer: else the picture would be painted anew for each wire that the pointer passes.
      afar: edges.filter((edge) => !isInPage(edge)),
    };
  },
);

const lookedAt = remembered((spliced: string | null, replaced: readonly string[]) =>
  spliced === null ? replaced : [spliced, ...replaced],
);

function splitNow(): PageWires {
  const { edges, nodes } = useFlow.getState();
  const { spliced, replaced } = useInteraction.getState();
  const whole = isFew(nodes) ? 'all' : useWholeBlocks.getState().whole;
  return split(edges, whole, lookedAt(spliced, replaced), useUnderPointer.getState().wire);
}

/** Which wires are part of the page; each list the same object as long as it has the same wires. */
export const usePageWires = create<PageWires>()(splitNow);

function follow(): void {
  const { inPage, afar } = splitNow();
  const before = usePageWires.getState();
  const next = {
    inPage: sameItems(before.inPage, inPage) ? before.inPage : inPage,
    afar: sameItems(before.afar, afar) ? before.afar : afar,
  };
  if (!sameFields(before, next)) usePageWires.setState(next);
}
for (const store of [useFlow, useWholeBlocks, useInteraction, useUnderPointer]) store.subscribe(follow);
