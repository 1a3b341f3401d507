import type { ParamSpecs } from '#shared/graph/params';
import type { IrValue } from '#shared/ops/ir';
import { torchNote } from '../code';
import type { LayerDefinition, LowerContext } from '../definition';
import { needsImage } from '../problems';
import { keepsShape } from '../same-shape';
import { wrongFactor } from './factor';

/** What layers share that change images at random while training and do nothing when predicting. `factors` are parameters of one or two numbers. */
export const augmentationBase = (
  type: string,
  params: ParamSpecs,
  factors: readonly string[],
  change: (context: LowerContext, images: IrValue) => IrValue,
): Pick<
  LayerDefinition,
  'type' | 'category' | 'params' | 'ports' | 'inferShape' | 'weights' | 'lower' | 'flops' | 'view'
> => ({
  ...keepsShape,
  type,
  category: 'augmentation',
  params,
  inferShape: ({ params: values, inputs }) => {
    if (inputs[0]!.length !== 3) return { ok: false, problem: needsImage(type, inputs[0]!) };
    const problem = wrongFactor(values, factors);
    return problem ? { ok: false, problem } : { ok: true, shape: inputs[0]! };
  },
  lower: (context) => (context.training ? change(context, context.values[0]!) : context.values[0]!),
  flops: () => 0,
  view: 'maps',
});

/** PyTorch's transforms draw once for all that they get: they are applied to each image when it is loaded. */
export const torchTransform = (line: string): string =>
  torchNote(line, 'from torchvision.transforms import v2; for each image, while training');
