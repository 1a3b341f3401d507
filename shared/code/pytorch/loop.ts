import { measured } from '../keras/losses';
import { type CodeContext, type CodeHead } from '../source';
import { loopCallbacks, type LoopCallback } from './callbacks';
import { lossFunction } from './losses';
import { metricCode } from './metrics';
import type { TorchModel } from './model';
import { rateFunction, type TorchOptimizer } from './optimizer';

const indent = (text: string, steps: number): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '' : '    '.repeat(steps) + line))
    .join('\n');

const textsOf = (callbacks: readonly LoopCallback[], place: 'before' | 'step' | 'epoch' | 'end') =>
  callbacks.flatMap((callback) => callback[place] ?? []);

/** What a head is compared with, as an expression of the samples `x` and the labels `y`. */
function targetOf(head: CodeHead, { source }: CodeContext): string {
  if (head.encoding !== 'input') return 'y';
  const { shape } = source.info;
  if (head.shape.length === shape.length) return 'x';
  return shape.length === 3 ? 'x.permute(0, 2, 3, 1).flatten(1)' : 'x.flatten(1)';
}

const predictionOf = ({ name }: CodeHead, { heads }: CodeContext): string =>
  heads.length === 1 ? 'outputs' : `outputs[${JSON.stringify(name)}]`;

/** Probabilities where the loss makes them itself. */
function measuredPrediction(head: CodeHead, context: CodeContext): string {
  const prediction = predictionOf(head, context);
  if (head.encoding === 'input' || head.loss.params['fromLogits'] !== true) return prediction;
  return head.loss.type === 'binary_crossentropy' ? `${prediction}.sigmoid()` : `${prediction}.softmax(1)`;
}

/** Targets as numbers beside the predictions. */
function numbersOf(head: CodeHead, { classes }: CodeContext, target: string): string {
  if (head.encoding === 'input') return `${target}.flatten(1)`;
  return head.shape.at(-1) === 1
    ? `${target}.float().unsqueeze(1)`
    : `F.one_hot(${target}, ${classes}).float()`;
}

/** The functions of losses and metrics. */
export function measuring(context: CodeContext): string {
  const { heads, classes } = context;
  const isOne = heads.length === 1;
  const nameOf = (i: number) => (isOne ? 'loss_of' : `loss_of_${i + 1}`);
  const functions = heads.map((head, i) => lossFunction(nameOf(i), head, classes));
  const terms = heads.map((head, i) => {
    const term = `${nameOf(i)}(${predictionOf(head, context)}, ${targetOf(head, context)})`;
    return head.lossWeight === 1 ? term : `${head.lossWeight} * ${term}`;
  });
  functions.push(`def losses(outputs, x, y):
    """The loss of each sample."""
    return ${terms.join(' + ')}`);
  const lines: string[] = [];
  heads.forEach((head, i) => {
    const metrics = measured(head);
    if (!isOne)
      lines.push(
        `values[${JSON.stringify(`${head.name}_loss`)}] = ${nameOf(i)}(${predictionOf(head, context)}, ${targetOf(head, context)}).mean()`,
      );
    if (metrics.length === 0) return;
    const target = targetOf(head, context);
    const codes = metrics.map((metric) => [metric.name, metricCode(metric, head)] as const);
    const uses = (name: string) => codes.some(([, code]) => new RegExp(`\\b${name}\\b`).test(code));
    const prediction = measuredPrediction(head, context);
    lines.push(
      `p = ${head.encoding === 'input' ? `${prediction}.flatten(1)` : prediction}`,
      ...(uses('c') ? [`c = ${target}`] : []),
      ...(uses('y') ? [`numbers = ${numbersOf(head, context, target)}`] : []),
      ...codes.map(
        ([name, code]) => `values[${JSON.stringify(name)}] = ${code.replaceAll(/\by\b/g, 'numbers')}`,
      ),
    );
  });
  functions.push(`def measure(outputs, x, y):
    """The metrics of a whole set."""
    values = {}
${indent(lines.join('\n'), 1)}${lines.length > 0 ? '\n' : ''}    return {name: value.tolist() for name, value in values.items()}`);
  return functions.join('\n\n\n');
}

const gathered = (isOne: boolean): string =>
  isOne ? 'torch.cat(seen)' : '{name: torch.cat([one[name] for one in seen]) for name in seen[0]}';

/** Loss and metrics of a set, without training. */
export function evaluating(context: CodeContext, hasPenalty: boolean): string {
  const isOne = context.heads.length === 1;
  const weighted = context.source.info.isWeighted === true;
  const [parameter, factor] = weighted ? [', weight=None', ' * (1 if weight is None else weight)'] : ['', ''];
  const penalty = hasPenalty ? ' + penalty()' : '';
  return `@torch.no_grad()
def evaluate(x, y${parameter}):
    """Loss and metrics of samples that are not trained on."""
    model.eval()
    seen = [model(part) for part in x.split(256)]
    outputs = ${gathered(isOne)}
    loss = ${factor === '' ? 'losses(outputs, x, y)' : `(losses(outputs, x, y)${factor})`}.mean()${penalty}
    return {"loss": loss.item(), **measure(outputs, x, y)}`;
}

interface LoopOptions {
  readonly model: TorchModel;
  readonly optimizer: TorchOptimizer;
  readonly isWeighted: boolean;
}

/** The training loop. */
export function trainingLoop(context: CodeContext, { model, optimizer, isWeighted }: LoopOptions): string {
  const { training } = context.source;
  const callbacks = loopCallbacks(training.callbacks);
  const { accumulation, average } = optimizer;
  const hasRate = rateFunction(training) !== null;
  const isWatched = callbacks.length > 0;
  const isValidated = training.validationSplit > 0;
  const penalty = model.penalties.length > 0 ? ' + penalty()' : '';
  const updates = [
    ...optimizer.before,
    'optimizer.step()',
    ...(model.rules.length > 0 ? ['constrain()'] : []),
    ...(accumulation > 1 ? ['updates += 1'] : []),
  ];
  const round = accumulation > 1 ? `(step - 1) // ${accumulation} + 1` : 'step';
  const averaging =
    average === null
      ? []
      : [
          'with torch.no_grad():  # the moving average of the weights',
          '    for mean, weight in zip(averages, trained):',
          `        mean.lerp_(weight, 1 if step <= ${accumulation} else ${Number((1 - average.momentum).toPrecision(12))})`,
          ...(average.every === null
            ? []
            : [`        if (${round}) % ${average.every} == 0:`, '            weight.copy_(mean)']),
        ];
  const isOne = context.heads.length === 1;
  const watching = textsOf(callbacks, 'step');
  const step = [
    ...(hasRate
      ? [`optimizer.param_groups[0]["lr"] = learning_rate(${accumulation > 1 ? 'updates' : 'step'})`]
      : []),
    'x, y = x_train[batch].to(device), y_train[batch].to(device)',
    'outputs = model(x)',
    `loss = ${isWeighted ? '(losses(outputs, x, y) * weight_train[batch].to(device))' : 'losses(outputs, x, y)'}.mean()${penalty}`,
    ...(accumulation > 1
      ? [
          `if step % ${accumulation} == 0:`,
          '    optimizer.zero_grad()',
          `(loss / ${accumulation}).backward()`,
        ]
      : ['optimizer.zero_grad()', 'loss.backward()']),
    'step += 1',
    ...(accumulation > 1
      ? [`if step % ${accumulation} == 0:`, ...updates.map((line) => `    ${line}`)]
      : updates),
    ...averaging,
    'total += loss.item() * len(batch)',
    `seen.append(${isOne ? 'outputs.detach()' : '{name: one.detach() for name, one in outputs.items()}'})`,
    ...watching,
  ];
  const weights = context.source.info.isWeighted === true ? ', weight_train[split:].to(device)' : '';
  const epoch = [
    'model.train()',
    `order = ${training.shuffle ? 'torch.randperm(split)' : 'torch.arange(split)'}`,
    'total, seen = 0.0, []',
    `for batch in order.split(${training.batchSize}):`,
    indent(step.join('\n'), 1),
    `outputs = ${gathered(isOne)}`,
    // A callback may have left the epoch early.
    ...(watching.some((code) => code.includes('break'))
      ? [`order = order[: len(seen) * ${training.batchSize}]`]
      : []),
    'measured = measure(outputs, x_train[order].to(device), y_train[order].to(device))',
    'logs = {"loss": total / len(order), **measured}',
    ...(isValidated
      ? [
          `validation = evaluate(x_train[split:].to(device), y_train[split:].to(device)${weights})`,
          'logs |= {f"val_{name}": value for name, value in validation.items()}',
        ]
      : []),
    'print(epoch + 1, logs)',
    'history.append(logs)',
    ...textsOf(callbacks, 'epoch'),
    ...(isWatched ? ['if stop:', '    break'] : []),
  ];
  return [
    ...textsOf(callbacks, 'before'),
    ...(average ? ['averages = [torch.zeros_like(weight) for weight in trained]'] : []),
    `history, step${accumulation > 1 ? ', updates' : ''}${isWatched ? ', stop' : ''} = [], 0${accumulation > 1 ? ', 0' : ''}${isWatched ? ', False' : ''}`,
    `for epoch in range(${training.epochs}):`,
    indent(epoch.join('\n'), 1),
    ...(average
      ? [
          'with torch.no_grad():  # the averages take the place of the weights',
          '    for mean, weight in zip(averages, trained):',
          '        weight.copy_(mean)',
        ]
      : []),
    ...textsOf(callbacks, 'end'),
  ].join('\n');
}
