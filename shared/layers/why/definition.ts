import type { Shape } from '#shared/graph/shape';
import type { ShapeContext } from '../shape-context';
import type { Term } from './term';

export type WhyContext = ShapeContext & { readonly output: Shape };

/** How a layer's numbers come about; what is absent is explained by what all layers have in common (`explain.ts`). */
export interface LayerWhy {
  /** One sum for each axis of the output. */
  shape?(context: WhyContext): readonly Term[];
  /** For each weight by its name, how many numbers it has. */
  weights?(context: WhyContext): Readonly<Record<string, Term>>;
  /** Operations of one sample, forward. */
  flops?(context: WhyContext): Term;
}
