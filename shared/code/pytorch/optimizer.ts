import type { TrainingConfig } from '#shared/train/config';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { readParams } from '#shared/train/read-params';
import { SCHEDULES } from '#shared/train/schedules';
import { oneCyclePhases } from '../one-cycle';

type Read = ReturnType<typeof readParams>;

/** Optimizers that PyTorch does not have. */
export const OPTIMIZER_HELPERS: Readonly<Record<string, string>> = {
  Lion: `
class Lion(torch.optim.Optimizer):
    """Moves every weight by the learning rate, in the direction of the sign."""

    def __init__(self, parameters, lr, betas):
        super().__init__(parameters, dict(lr=lr, betas=betas))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (beta1, beta2), lr = group["betas"], group["lr"]
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                m = self.state[weight].setdefault("m", torch.zeros_like(weight))
                weight.sub_(lr * (beta1 * m + (1 - beta1) * weight.grad).sign())
                m.mul_(beta2).add_(weight.grad, alpha=1 - beta2)`,
  Ftrl: `
class Ftrl(torch.optim.Optimizer):
    """Follow the regularized leader, as in Keras."""

    def __init__(self, parameters, lr, power=-0.5, start=0.1, l1=0.0, l2=0.0, shrinkage=0.0, beta=0.0):
        super().__init__(parameters, dict(lr=lr))
        self.power, self.start, self.l1, self.l2 = power, start, l1, l2
        self.shrinkage, self.beta = shrinkage, beta

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            lr = group["lr"]
            l2 = self.l2 + self.beta / (2 * lr)
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                state, gradient = self.state[weight], weight.grad
                total = state.setdefault("total", torch.full_like(weight, self.start))
                linear = state.setdefault("linear", torch.zeros_like(weight))
                new = total + gradient.square()
                shrunk = gradient + 2 * self.shrinkage * weight
                linear.add_(shrunk - (new**-self.power - total**-self.power) / lr * weight)
                quadratic = new**-self.power / lr + 2 * l2
                weight.copy_((linear.clamp(-self.l1, self.l1) - linear) / quadratic)
                total.copy_(new)`,
};

const betas = (read: Read): string => `betas=(${read.number('beta1')}, ${read.number('beta2')})`;
const eps = (read: Read): string => `eps=${read.number('epsilon')}`;

interface Row {
  readonly name: string;
  args(read: Read): readonly string[];
}

const adam: Row = {
  name: 'torch.optim.Adam',
  args: (read) => [betas(read), eps(read), ...(read.flag('amsgrad') ? ['amsgrad=True'] : [])],
};

const ROWS: Readonly<Record<string, Row>> = {
  SGD: {
    name: 'torch.optim.SGD',
    args: (read) => [
      ...(read.number('momentum') > 0 ? [`momentum=${read.number('momentum')}`] : []),
      ...(read.flag('nesterov') && read.number('momentum') > 0 ? ['nesterov=True'] : []),
    ],
  },
  Adam: adam,
  AdamW: adam,
  RMSprop: {
    name: 'torch.optim.RMSprop',
    args: (read) => [
      `alpha=${read.number('rho')}`,
      eps(read),
      ...(read.number('momentum') > 0 ? [`momentum=${read.number('momentum')}`] : []),
      ...(read.flag('centered') ? ['centered=True'] : []),
    ],
  },
  Nadam: {
    name: 'torch.optim.NAdam',
    args: (read) => [betas(read), eps(read), 'momentum_decay=1'],
  },
  Adamax: { name: 'torch.optim.Adamax', args: (read) => [betas(read), eps(read)] },
  Adagrad: {
    name: 'torch.optim.Adagrad',
    args: (read) => [`initial_accumulator_value=${read.number('initialAccumulatorValue')}`, eps(read)],
  },
  Adadelta: { name: 'torch.optim.Adadelta', args: (read) => [`rho=${read.number('rho')}`, eps(read)] },
  Lion: { name: 'Lion', args: (read) => [betas(read)] },
  Ftrl: {
    name: 'Ftrl',
    args: (read) => [
      `power=${read.number('learningRatePower')}`,
      `start=${read.number('initialAccumulatorValue')}`,
      `l1=${read.number('l1RegularizationStrength')}`,
      `l2=${read.number('l2RegularizationStrength')}`,
      `shrinkage=${read.number('l2ShrinkageRegularizationStrength')}`,
      `beta=${read.number('beta')}`,
    ],
  },
};

/** What is done around `optimizer.step()`, in Keras's order. */
export interface TorchOptimizer {
  readonly code: string;
  /** Batches whose gradients are put together. */
  readonly accumulation: number;
  /** Before the step: gradients are cut off, weights decay. */
  readonly before: readonly string[];
  readonly average: { readonly momentum: number; readonly every: number | null } | null;
}

/** The optimizer of a training; weight decay and clipping are done beside it, as Keras does them for every optimizer. */
export function torchOptimizer({
  learningRate,
  optimizer: { type, params },
}: TrainingConfig): TorchOptimizer {
  const read = readParams(OPTIMIZERS[type]!.params, params);
  const row = ROWS[type]!;
  const args = [`lr=${learningRate}`, ...row.args(read)];
  const [decay, norm, value, whole] = ['weightDecay', 'clipnorm', 'clipvalue', 'globalClipnorm'].map((key) =>
    read.optional(key),
  );
  // Keras looks at one of the limits only.
  const clipping =
    norm !== null
      ? ['for weight in trained:', `    nn.utils.clip_grad_norm_(weight, ${norm})`]
      : whole !== null
        ? [`nn.utils.clip_grad_norm_(trained, ${whole})`]
        : value !== null
          ? [`nn.utils.clip_grad_value_(trained, ${value})`]
          : [];
  return {
    code: `${row.name}(trained, ${args.join(', ')})`,
    accumulation: read.optional('gradientAccumulationSteps') ?? 1,
    before: [
      ...clipping,
      ...(decay
        ? [
            'with torch.no_grad():  # weights decay',
            '    for weight in trained:',
            `        weight.mul_(1 - optimizer.param_groups[0]["lr"] * ${decay})`,
          ]
        : []),
    ],
    average: read.flag('useEma')
      ? { momentum: read.number('emaMomentum'), every: read.optional('emaOverwriteFrequency') }
      : null,
  };
}

/** Statements that end in `return` with the rate of the update after `step` others, from the `rate` that is set. */
const RATES: Readonly<Record<string, (read: Read) => string>> = {
  ExponentialDecay: (read) => `return rate * ${read.number('decayRate')} ** (${share(read)})`,
  InverseTimeDecay: (read) => `return rate / (1 + ${read.number('decayRate')} * (${share(read)}))`,
  PiecewiseConstantDecay: (read) => `boundaries = [${read.list('boundaries').join(', ')}]
return [${read.list('values').join(', ')}][sum(step > end for end in boundaries)]`,
  PolynomialDecay: (read) => {
    const [steps, end] = [read.number('decaySteps'), read.number('endLearningRate')];
    const start = read.flag('cycle')
      ? `steps = ${steps} * max(1, math.ceil(step / ${steps}))`
      : `steps = ${steps}
step = min(step, steps)`;
    return `${start}
return (rate - ${end}) * (1 - step / steps) ** ${read.number('power')} + ${end}`;
  },
  CosineDecay: (read) => {
    const [steps, alpha, warmup] = [
      read.number('decaySteps'),
      read.number('alpha'),
      read.number('warmupSteps'),
    ];
    const target = read.optional('warmupTarget');
    const fall = (top: string, at: string) =>
      `fall = 0.5 * (1 + math.cos(math.pi * min(${at}, ${steps}) / ${steps}))
return ${top} * (${Number((1 - alpha).toPrecision(12))} * fall + ${alpha})`;
    if (target === null) return fall('rate', 'step');
    return `if step < ${warmup}:
    return rate + (${target} - rate) * step / ${warmup}
${fall(String(target), `(step - ${warmup})`)}`;
  },
  CosineDecayRestarts: (read) => {
    const [first, alpha] = [read.number('firstDecaySteps'), read.number('alpha')];
    return `length, top = ${first}, 1.0
while step >= length:
    step, length, top = step - length, length * ${read.number('tMul')}, top * ${read.number('mMul')}
fall = 0.5 * top * (1 + math.cos(math.pi * step / length))
return rate * (${Number((1 - alpha).toPrecision(12))} * fall + ${alpha})`;
  },
};

const share = (read: Read): string =>
  `step ${read.flag('staircase') ? '//' : '/'} ${read.number('decaySteps')}`;

/** A function of the step that gives the learning rate; null where it stays. */
export function rateFunction({ learningRate, schedule }: TrainingConfig): string | null {
  if (!schedule) return null;
  const { type, params } = schedule;
  const body =
    type === 'OneCycle'
      ? oneCycleBody(learningRate, params)
      : `rate = ${learningRate}\n${RATES[type]!(readParams(SCHEDULES[type]!.params, params))}`;
  return `def learning_rate(step):
    """The learning rate of the update after step others."""
    ${body.replaceAll('\n', '\n    ')}`;
}

function oneCycleBody(rate: number, params: Parameters<typeof oneCyclePhases>[1]): string {
  const { phases, anneal } = oneCyclePhases(rate, params);
  const inside =
    anneal === 'cos'
      ? 'last + (first - last) / 2 * (1 + math.cos(math.pi * share))'
      : 'first + (last - first) * share';
  return `begin = 0
for end, first, last in [${phases.map((phase) => `(${phase.join(', ')})`).join(', ')}]:
    if step <= end:
        share = (step - begin) / (end - begin) if end > begin else 1
        return ${inside}
    begin = end
return last`;
}
