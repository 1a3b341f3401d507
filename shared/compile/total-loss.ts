import type { Choice } from '#shared/graph/document';
import { sizeOf } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import type { LossCall } from '#shared/train/losses/reduce';
import { lossPerSample, reduceLoss } from '#shared/train/losses/reduce';
import { LOSSES } from '#shared/train/losses';
import { meanPerSample } from '#shared/train/targets';
import type { Lowered } from './lower';
import type { CompileSource, TargetSpec } from './program';
import type { HeadTarget, Target } from './target';

/** A head with its prediction and what that is compared with. */
export interface HeadValues extends HeadTarget {
  readonly prediction: IrValue;
  readonly target: IrValue;
}

/** The heads of a lowered drawing; `y` are the labels as `Target.target` says. */
export function headValues(
  b: IrBuilder,
  source: CompileSource,
  { heads, target: { encoding } }: Target,
  y: IrValue,
  { values }: Lowered,
): readonly HeadValues[] {
  return heads.map((head) => {
    const prediction = values.get(head.nodeId)!;
    const target =
      head.encoding === 'input'
        ? samplesLike(b, samplesIn(source, values), prediction)
        : labelsAs(b, head.encoding, encoding, y, source.info.classNames.length);
    return { ...head, prediction, target };
  });
}

/** What the drawing's Input gives: samples in engine axes, rescaled. */
function samplesIn({ graph }: CompileSource, values: Lowered['values']): IrValue {
  const input = graph.nodes.find(({ id, type }) => type === 'Input' && values.has(id));
  if (!input) throw new Error('The drawing has no Input');
  return values.get(input.id)!;
}

/** Samples in the prediction's shape: a flat one has them in Keras's order. */
function samplesLike(b: IrBuilder, samples: IrValue, prediction: IrValue): IrValue {
  if (samples.shape.join() === prediction.shape.join()) return samples;
  const ordered = samples.shape.length === 4 ? b.transpose(samples, [0, 2, 3, 1]) : samples;
  return b.reshape(ordered, prediction.shape);
}

function labelsAs(
  b: IrBuilder,
  wanted: TargetSpec['encoding'],
  given: TargetSpec['encoding'],
  y: IrValue,
  classes: number,
): IrValue {
  if (wanted === given) return y;
  if (given !== 'sparse') throw new Error(`Labels written as ${given} cannot be read as ${wanted}`);
  return wanted === 'one-hot' ? b.oneHot(y, classes) : b.reshape(b.cast(y, 'float32'), [sizeOf(y.shape), 1]);
}

const callOf = ({ target, prediction, loss }: HeadValues): LossCall => ({
  target,
  prediction,
  params: loss.params,
});

const definitionOf = ({ loss }: { readonly loss: Choice }) => LOSSES[loss.type]!;

/** The sum over the heads, each times its weight. */
const weighted = (b: IrBuilder, heads: readonly HeadValues[], parts: readonly IrValue[]): IrValue =>
  parts
    .map((part, i) => {
      const { lossWeight } = heads[i]!;
      return lossWeight === 1 ? part : b.mul(part, b.scalar(lossWeight));
    })
    .reduce((sum, part) => b.add(sum, part));

export interface BatchLosses {
  /** [batch]: one number a sample, whose mean is the loss that is trained. */
  readonly loss: IrValue;
  /** The same of each head, without its weight. */
  readonly ofHeads: readonly IrValue[];
}

/** The loss of a batch; `sampleWeight` [batch] is what each sample counts. */
export function batchLoss(
  b: IrBuilder,
  heads: readonly HeadValues[],
  sampleWeight: IrValue | null,
): BatchLosses {
  const ofHeads = heads.map((head) =>
    lossPerSample(b, definitionOf(head), { ...callOf(head), ...(sampleWeight && { sampleWeight }) }),
  );
  return { loss: weighted(b, heads, ofHeads), ofHeads };
}

export interface SampleLosses extends BatchLosses {
  /** [batch]: what each sample counts in the mean; null when all count, and for several heads. */
  readonly weight: IrValue | null;
}

/**
 * The loss of each sample by itself times what it counts (`sampleWeight`), 0 where it is left out: the mean over any set is the sum of `loss` over the sum of
 * `weight`.
 */
export function sampleLosses(
  b: IrBuilder,
  heads: readonly HeadValues[],
  sampleWeight: IrValue | null = null,
): SampleLosses {
  const [first] = heads;
  const isOnly = heads.length === 1 && first !== undefined;
  const mask = isOnly
    ? (definitionOf(first).mask?.(b, first.target, first.prediction, first.loss.params) ?? null)
    : null;
  const ofHeads = heads.map((head) => {
    const losses = meanPerSample(b, reduceLoss(b, definitionOf(head), callOf(head), 'none'));
    return sampleWeight ? b.mul(losses, sampleWeight) : losses;
  });
  return { loss: weighted(b, heads, ofHeads), ofHeads, weight: mask && meanPerSample(b, mask) };
}
