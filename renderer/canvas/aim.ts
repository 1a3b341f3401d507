import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import type { Point } from '../state/block-place';
import { type End, oppositeEnd, refusalOf } from './connection-rules';
import { blockAt } from './find-wire';

/** What React Flow says of the port near the pointer. */
interface NearPort {
  readonly nodeId: string;
  readonly id?: string | null;
  readonly type: 'source' | 'target';
}

/** Where a wire on the pointer would go. */
export interface Aim {
  readonly end: End;
  readonly refusal: Diagnostic | null;
}

/** The port near the pointer, or that of the block under it, and whether it takes the wire; null over empty canvas. */
export function aimOf(
  graph: GraphDoc,
  { from, plugged }: { readonly from: End; readonly plugged: string | undefined },
  port: NearPort | null,
  drawing: Point,
): Aim | null {
  const block = blockAt(graph, drawing);
  const end =
    port && port.id !== null && port.id !== undefined
      ? ({ nodeId: port.nodeId, port: port.id, side: port.type === 'source' ? 'out' : 'in' } as const)
      : block !== null && oppositeEnd(graph, from, block);
  return end ? { end, refusal: refusalOf(graph, from, end, plugged) } : null;
}
