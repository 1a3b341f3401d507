import type { OpDefinition } from '#shared/ops/definition';
import type { IrGraph } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';
import { simplify, type SimplifyOptions } from './simplify';

/** How a finished graph becomes one that a device computes fast. */
export interface Lowering {
  /** The table of the ops that its graphs are made of. */
  readonly ops: Readonly<Record<string, OpDefinition>>;
  /** The same computation, in `ops`. */
  finish(graph: IrGraph, options: Pick<SimplifyOptions, 'keepInputs'>): IrGraph;
}

/** Ops that every device has. */
export const standardLowering: Lowering = { ops: OPS, finish: simplify };
