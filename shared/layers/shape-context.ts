import type { Params } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';

/** What the numbers of a block depend on. */
export interface ShapeContext {
  /** Complete (defaults filled in), each value allowed by its spec. */
  readonly params: Params;
  /** One shape for each connected wire, in order. */
  readonly inputs: readonly Shape[];
}
