import { LOSSES } from '#shared/train/losses';
import { readParams } from '#shared/train/read-params';
import type { CodeHead } from '../source';

type Read = ReturnType<typeof readParams>;

interface LossContext {
  readonly read: Read;
  readonly classes: number;
  readonly encoding: CodeHead['encoding'];
  readonly isSoftmax: boolean;
}

/** What follows `prediction` and `target` in a loss function: statements that end in `return`, one number a sample. */
type LossBody = (context: LossContext) => string;

const ONE_HOT = (classes: number): string => `target = F.one_hot(target, ${classes}).float()`;

/** Targets as numbers beside the prediction's. */
function numbers({ encoding, classes }: LossContext): string {
  if (encoding === 'input') return '';
  return encoding === 'binary' || classes < 2
    ? 'target = target.float().unsqueeze(1)\n'
    : `${ONE_HOT(classes)}\n`;
}

const smoothing = (read: Read, count: number): string => {
  const share = read.number('labelSmoothing');
  return share === 0 ? '' : `target = target * (1 - ${share}) + ${share} / ${count}\n`;
};

const signs = `if ((target == 0) | (target == 1)).all():
    target = 2 * target - 1
`;

/** Probabilities that a softmax gives are never 0 by much; others are cut off as in Keras. */
const clamped = (isSoftmax: boolean): string => (isSoftmax ? 'clamp(min=1e-37)' : 'clamp(1e-7, 1 - 1e-7)');

const CATEGORICAL: LossBody = ({ read, classes, isSoftmax }) => {
  const share = read.number('labelSmoothing');
  if (read.flag('fromLogits'))
    return `return F.cross_entropy(prediction, target, reduction="none"${share === 0 ? '' : `, label_smoothing=${share}`})`;
  return `${ONE_HOT(classes)}
${smoothing(read, classes)}log = ${isSoftmax ? 'prediction' : '(prediction / prediction.sum(1, True))'}.${clamped(isSoftmax)}.log()
return -(target * log).sum(1)`;
};

const SPARSE: LossBody = ({ read, isSoftmax }) => {
  const log = read.flag('fromLogits') ? 'prediction' : `prediction.${clamped(isSoftmax)}.log()`;
  const ignored = read.optional('ignoreClass');
  if (ignored === null) return `return F.cross_entropy(${log}, target, reduction="none")`;
  return `counts = (target != ${ignored}).float()
loss = F.cross_entropy(${log}, target.clamp(min=0), reduction="none") * counts
return loss * len(counts) / counts.sum().clamp(min=1)`;
};

const BINARY: LossBody = (context) => {
  const { read } = context;
  const start = `${numbers(context)}${smoothing(read, 2)}`;
  return read.flag('fromLogits')
    ? `${start}return F.binary_cross_entropy_with_logits(prediction, target, reduction="none").mean(1)`
    : `${start}probability = prediction.clamp(1e-7, 1 - 1e-7)
return -(target * probability.log() + (1 - target) * (1 - probability).log()).mean(1)`;
};

const each =
  (result: string): LossBody =>
  (context) =>
    `${numbers(context)}return ${result}`;

const BODIES: Readonly<Record<string, LossBody>> = {
  categorical_crossentropy: CATEGORICAL,
  sparse_categorical_crossentropy: SPARSE,
  binary_crossentropy: BINARY,
  mean_squared_error: each('(prediction - target).square().flatten(1).mean(1)'),
  mean_absolute_error: each('(prediction - target).abs().flatten(1).mean(1)'),
  huber: (context) =>
    `${numbers(context)}loss = F.huber_loss(prediction, target, reduction="none", delta=${context.read.number('delta')})
return loss.flatten(1).mean(1)`,
  log_cosh: (context) =>
    `${numbers(context)}error = prediction - target
loss = error + F.softplus(-2 * error) - math.log(2)
return loss.flatten(1).mean(1)`,
  hinge: (context) =>
    `${numbers(context)}${signs}return (1 - target * prediction).clamp(min=0).flatten(1).mean(1)`,
  squared_hinge: (context) =>
    `${numbers(context)}${signs}return (1 - target * prediction).clamp(min=0).square().flatten(1).mean(1)`,
  categorical_hinge: (context) =>
    `${numbers(context)}right = (target * prediction).sum(1)
wrong = ((1 - target) * prediction).amax(1)
return (wrong - right + 1).clamp(min=0)`,
  kl_divergence: (context) =>
    `${numbers(context)}target, prediction = target.clamp(1e-7, 1), prediction.clamp(1e-7, 1)
return (target * (target / prediction).log()).sum(1)`,
  poisson: each('(prediction - target * (prediction + 1e-7).log()).flatten(1).mean(1)'),
  cosine_similarity: (context) => {
    const axis = Number(context.read.text('axis'));
    const axes = [1, 1, 2, 3];
    const torchAxis = axis < 0 ? 'CHANNELS' : String(axes[axis]!);
    return `${numbers(context)}axis = ${torchAxis === 'CHANNELS' ? '1 if prediction.ndim == 4 else -1' : torchAxis}
loss = -F.cosine_similarity(prediction, target, dim=axis, eps=1e-7)
return loss.reshape(len(loss), -1).mean(1)`;
  },
};

/** A function of prediction and target that gives one number a sample; targets are class numbers, or the samples. */
export function lossFunction(name: string, head: CodeHead, classes: number): string {
  const { type, params } = head.loss;
  const read = readParams(LOSSES[type]!.params, params);
  const body = BODIES[type]!({ read, classes, encoding: head.encoding, isSoftmax: head.isSoftmax });
  return `def ${name}(prediction, target):
    """${LOSSES[type]!.label}, one number a sample."""
    ${body.replaceAll('\n', '\n    ')}`;
}
