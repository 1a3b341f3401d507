import type { Diagnostic } from '#shared/graph/diagnostic';
import type { Shape } from '#shared/graph/shape';
import type { WeightSpec } from '#shared/layers/definition';

/** What the editor and the compiler know of one block. */
export interface NodeInference {
  /** Absent when the block has an error, or lies behind one. */
  readonly shape?: Shape;
  readonly inputs: readonly Shape[];
  readonly weights: readonly WeightSpec[];
  readonly params: number;
  readonly trainableParams: number;
  readonly flops: number;
}

/** Shapes, counts and problems of a whole drawing. */
export interface Inference {
  readonly nodes: ReadonlyMap<string, NodeInference>;
  /** Topological order of the nodes that take part (cycles left out). */
  readonly order: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly params: number;
  readonly trainableParams: number;
  readonly flops: number;
}
