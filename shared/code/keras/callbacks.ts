import type { Choice } from '#shared/graph/document';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { directionOf } from '#shared/train/callbacks/monitor';
import { CALLBACKS } from '#shared/train/callbacks';
import { probeKeras } from '#shared/train/probe-code';
import { readParams } from '#shared/train/read-params';
import { codeNote } from '../program';
import { call, changedArguments } from '../python';

export interface KerasCallbacks {
  /** Definitions before the list. */
  readonly before: readonly string[];
  /** One expression for each callback. */
  readonly list: readonly string[];
  readonly notes: readonly Diagnostic[];
}

/** `val_accuracy` is better when higher: Keras knows that of its own names only. */
function monitoring({ type, params }: Choice): { readonly monitor: string; readonly mode: 'min' | 'max' } {
  const read = readParams(CALLBACKS[type]!.params, params);
  const monitor = read.text('monitor');
  return { monitor, mode: directionOf(monitor, read.text('mode')) };
}

function monitored(choice: Choice, leaveOut: readonly string[] = []): readonly string[] {
  const { monitor, mode } = monitoring(choice);
  return [
    `monitor=${JSON.stringify(monitor)}`,
    `mode="${mode}"`,
    ...changedArguments(CALLBACKS[choice.type]!.params, choice.params, {
      leaveOut: ['monitor', 'mode', ...leaveOut],
    }),
  ];
}

type Writer = (choice: Choice) => string;

const WRITERS: Readonly<Record<string, Writer>> = {
  EarlyStopping: (choice) => call('keras.callbacks.EarlyStopping', monitored(choice)),
  ReduceLROnPlateau: (choice) => call('keras.callbacks.ReduceLROnPlateau', monitored(choice)),
  ModelCheckpoint: (choice) =>
    choice.params['saveBestOnly'] === true
      ? call('keras.callbacks.ModelCheckpoint', ['"best.keras"', ...monitored(choice)])
      : 'keras.callbacks.ModelCheckpoint("last.keras")',
  StopAtTarget: (choice) => {
    const { monitor, mode } = monitoring(choice);
    const target = readParams(CALLBACKS['StopAtTarget']!.params, choice.params).number('target');
    return `StopAtTarget(${JSON.stringify(monitor)}, ${target}, "${mode}")`;
  },
  TerminateOnNaN: () => 'keras.callbacks.TerminateOnNaN()',
  CSVLogger: ({ params }) => {
    const read = readParams(CALLBACKS['CSVLogger']!.params, params);
    const others = changedArguments(CALLBACKS['CSVLogger']!.params, params, { leaveOut: ['filename'] });
    return `keras.callbacks.CSVLogger(${[JSON.stringify(read.text('filename')), ...others].join(', ')})`;
  },
};

/** The callbacks of a training in their order. */
export function kerasCallbacks(choices: readonly Choice[]): KerasCallbacks {
  const before: string[] = [];
  const list: string[] = [];
  const notes: Diagnostic[] = [];
  let probes = 0;
  for (const choice of choices) {
    if (choice.type !== 'Probe') {
      const write = WRITERS[choice.type];
      if (write) list.push(write(choice));
      continue;
    }
    const code = probeKeras(choice.params);
    if (code === null) {
      before.push(`# Probe of ${String(choice.params['quantity'])}: a callback of Keras sees no gradients.`);
      notes.push(NO_PROBE);
      continue;
    }
    probes++;
    before.push(probeFunction(code, probes));
    list.push(`probe_${probes}`);
  }
  return { before, list, notes };
}

/** The probe's code with a scope of its own. */
function probeFunction(code: string, number: number): string {
  const body = code
    .split('\n')
    .filter((line) => !line.startsWith('import '))
    .join('\n')
    .replace('global count', 'nonlocal count')
    .replaceAll(/\n{2,}/g, '\n\n')
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
  return `def make_probe_${number}():
    """A value that is recorded while training, and the callback that records it."""
${body}
    return probe, history


probe_${number}, recorded_${number} = make_probe_${number}()`;
}

const NO_PROBE = codeNote('code-without-probe', {
  en: 'A callback of Keras sees no gradients, so this probe is left out of the program.',
  ko: 'Keras의 콜백은 기울기를 볼 수 없으므로 이 프로브는 프로그램에서 빠집니다.',
});
