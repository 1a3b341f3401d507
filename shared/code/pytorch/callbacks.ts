import type { Choice } from '#shared/graph/document';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { directionOf } from '#shared/train/callbacks/monitor';
import { CALLBACKS } from '#shared/train/callbacks';
import { probeSettings } from '#shared/train/probe';
import { readParams } from '#shared/train/read-params';
import { codeNote } from '../program';
import { literal } from '../python';

/** Python for one callback in the loop; statements at the places where the loop has one. */
export interface LoopCallback {
  readonly before?: string;
  /** After every update; `step` counts them. */
  readonly step?: string;
  /** After every epoch; `logs` has what was measured. `stop` ends the training. */
  readonly epoch?: string;
  readonly end?: string;
  readonly note?: Diagnostic;
}

type Writer = (choice: Choice, number: number) => LoopCallback;

const reader = ({ type, params }: Choice) => readParams(CALLBACKS[type]!.params, params);

/** The monitored value turned so that lower is better. */
function monitored(choice: Choice): { readonly value: string; readonly sign: 1 | -1; readonly name: string } {
  const read = reader(choice);
  const name = read.text('monitor');
  const sign = directionOf(name, read.text('mode')) === 'min' ? 1 : -1;
  return { value: `${sign < 0 ? '-' : ''}logs[${JSON.stringify(name)}]`, sign, name };
}

/** Indented once more under the condition that the value is there. */
const whenMeasured = (name: string, code: string): string =>
  `if ${JSON.stringify(name)} in logs:\n    ${code.replaceAll('\n', '\n    ')}`;

const earlyStopping: Writer = (choice, number) => {
  const read = reader(choice);
  const { value, sign, name } = monitored(choice);
  const [best, wait, kept] = [`best_${number}`, `wait_${number}`, `kept_${number}`];
  const [delta, baseline, from] = [
    read.number('minDelta'),
    read.optional('baseline'),
    read.number('startFromEpoch'),
  ];
  const keeps = read.flag('restoreBestWeights');
  const plus = delta === 0 ? '' : ` + ${delta}`;
  const waitOver =
    baseline === null ? `${wait} = 0` : `if now${plus} < ${sign * baseline}:\n        ${wait} = 0`;
  const body = `now = ${value}
${wait} += 1
if now${plus} < ${best}:
    ${best} = now
    ${keeps ? `${kept} = copy.deepcopy(model.state_dict())\n    ` : ''}${waitOver}
elif ${wait} >= ${read.number('patience')} and epoch > 0:
    stop = True`;
  return {
    before: `# Early stopping\n${best}, ${wait}${keeps ? `, ${kept}` : ''} = math.inf, 0${keeps ? ', None' : ''}`,
    epoch: whenMeasured(
      name,
      from > 0 ? `if epoch >= ${from}:\n    ${body.replaceAll('\n', '\n    ')}` : body,
    ),
    ...(keeps && { end: `if ${kept} is not None:\n    model.load_state_dict(${kept})` }),
  };
};

const reduceOnPlateau: Writer = (choice, number) => {
  const read = reader(choice);
  const { value, name } = monitored(choice);
  const [best, wait, cooldown] = [`best_${number}`, `wait_${number}`, `cooldown_${number}`];
  return {
    before: `# A smaller learning rate on a plateau\n${best}, ${wait}, ${cooldown} = math.inf, 0, 0`,
    epoch: whenMeasured(
      name,
      `now = ${value}
if ${cooldown} > 0:
    ${cooldown} -= 1
    ${wait} = 0
if now < ${best} - ${read.number('minDelta')}:
    ${best}, ${wait} = now, 0
elif ${cooldown} == 0:
    ${wait} += 1
    group = optimizer.param_groups[0]
    if ${wait} >= ${read.number('patience')} and group["lr"] > ${read.number('minLr')}:
        group["lr"] = max(group["lr"] * ${read.number('factor')}, ${read.number('minLr')})
        ${cooldown}, ${wait} = ${read.number('cooldown')}, 0`,
    ),
  };
};

const modelCheckpoint: Writer = (choice, number) => {
  const read = reader(choice);
  if (!read.flag('saveBestOnly')) return { epoch: 'torch.save(model.state_dict(), "last.pt")' };
  const { value, sign, name } = monitored(choice);
  const start = read.optional('initialValueThreshold');
  const best = `best_${number}`;
  return {
    before: `# The best model so far\n${best} = ${start === null ? 'math.inf' : sign * start}`,
    epoch: whenMeasured(
      name,
      `if ${value} < ${best}:\n    ${best} = ${value}\n    torch.save(model.state_dict(), "best.pt")`,
    ),
  };
};

const stopAtTarget: Writer = (choice) => {
  const { value, sign, name } = monitored(choice);
  return {
    epoch: whenMeasured(name, `stop = stop or ${value} <= ${sign * reader(choice).number('target')}`),
  };
};

const csvLogger: Writer = (choice) => {
  const read = reader(choice);
  const file = literal(read.text('filename'));
  return {
    before: `# A table of what is measured\nrows = csv.writer(open(${file}, "${read.flag('append') ? 'a' : 'w'}", newline=""), delimiter=${literal(read.text('separator'))})`,
    epoch: `values = dict(sorted({**logs, "learning_rate": optimizer.param_groups[0]["lr"]}.items()))
if epoch == 0:
    rows.writerow(["epoch", *values])
rows.writerow([epoch, *values.values()])`,
  };
};

/** What is read of a `layer` whose output is `seen`; gradients are still there after an update. */
const READINGS: Readonly<Record<string, string>> = {
  weight_norm: 'sum(w.square().sum() for w in layer.parameters()).sqrt().item()',
  gradient_norm: 'sum(w.grad.square().sum() for w in layer.parameters() if w.grad is not None).sqrt().item()',
};

const probe: Writer = ({ params }, number) => {
  const { quantity, layers, every, unit } = probeSettings(params);
  const count = unit === 'step' ? 'step' : 'epoch + 1';
  const record = (what: string) =>
    `if (${count}) % ${every} == 0:\n    recorded_${number}.append((${count}, ${what}))`;
  const at = (code: string): LoopCallback => (unit === 'step' ? { step: code } : { epoch: code });
  const before = `# A probe\nrecorded_${number} = []`;
  if (quantity === 'learning_rate') return { before, ...at(record('optimizer.param_groups[0]["lr"]')) };
  const reading = READINGS[quantity];
  if (reading === undefined)
    return { before: `# The probe of ${quantity} is left out of the program.`, note: withoutProbe(quantity) };
  const chosen = layers
    ? ` if name in ${JSON.stringify(layers.map((name) => name.replaceAll('/', '.')))}`
    : '';
  return {
    before: `${before}\nprobed_${number} = {name: layer for name, layer in model.named_children()${chosen} if any(True for _ in layer.parameters())}`,
    ...at(record(`{name: ${reading} for name, layer in probed_${number}.items()}`)),
  };
};

const withoutProbe = (quantity: string): Diagnostic =>
  codeNote('code-without-probe', {
    en: `The PyTorch program does not record ${quantity}; this probe is left out of it.`,
    ko: `PyTorch 프로그램은 ${quantity}을(를) 기록하지 않으므로 이 프로브는 빠집니다.`,
  });

const WRITERS: Readonly<Record<string, Writer>> = {
  EarlyStopping: earlyStopping,
  ReduceLROnPlateau: reduceOnPlateau,
  ModelCheckpoint: modelCheckpoint,
  StopAtTarget: stopAtTarget,
  TerminateOnNaN: () => ({ step: 'if not math.isfinite(loss.item()):\n    stop = True\n    break' }),
  CSVLogger: csvLogger,
  Probe: probe,
};

/** The callbacks of a training as statements in a loop of one's own. */
export const loopCallbacks = (choices: readonly Choice[]): readonly LoopCallback[] =>
  choices.flatMap((choice, i) => {
    const write = WRITERS[choice.type];
    return write ? [write(choice, i + 1)] : [];
  });
