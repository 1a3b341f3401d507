import type { CodeContext, LayerDefinition, WeightSpec } from '#shared/layers/definition';
import { inlined, replaceWords, withoutNote } from '../python';
import { placesIn, type TorchPlace } from './places';

/** A layer in PyTorch. Images lie channels first, everything else as in Keras. */
export interface TorchBlock {
  /** The module's expression; null where `forward` needs none. */
  readonly module: string | null;
  /** Lines behind the module's; `self.` stands for the module. */
  readonly after?: readonly string[];
  /** The output as an expression, from the module's name and those of the inputs. */
  forward(module: string, inputs: readonly string[]): string;
  readonly weights: Readonly<Record<string, TorchPlace>>;
}

export interface TorchContext {
  readonly layer: LayerDefinition;
  readonly context: CodeContext;
  readonly weights: readonly WeightSpec[];
}

export type TorchRow = (of: TorchContext) => TorchBlock;

/** `type("Name", (nn.Module,), {"forward": lambda self, x: …})()` without members. */
const SMALL_MODULE = /^type\("\w+", \(nn\.Module,\), \{"forward": lambda self, x: ([^]*)\}\)\(\)$/;

/** The block's own line: a module, a `lambda` or a small module, of which only the expression is left. */
export function plainBlock({ layer, context, weights }: TorchContext): TorchBlock {
  const code = withoutNote(layer.code.pytorch(context)).replaceAll('nn.functional.', 'F.');
  const small = SMALL_MODULE.exec(code)?.[1];
  if (small !== undefined)
    return {
      module: null,
      forward: (_module, [x]) => replaceWords(small, { x: x! }),
      weights: {},
    };
  if (code.startsWith('lambda '))
    return { module: null, forward: (_module, inputs) => inlined(code, inputs)!, weights: {} };
  return {
    module: code,
    forward: (module, [x]) => `${module}(${x!})`,
    weights: placesIn(layer.type, code, weights),
  };
}
