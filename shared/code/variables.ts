import { createNames } from './python';
import { ARGUMENT, type Body, type Ref, type Step } from './plan';

const keyOf = ({ step, output }: Ref): string => `${step}:${output}`;

/** The variable that holds each value of a body. */
export interface Variables {
  of(ref: Ref): string;
  /** Those of a step's outputs. */
  outputsOf(step: number): readonly string[];
}

const outputCount = (step: Step): number => (step.kind === 'use' ? step.outputs.length : 1);

/** Whether a later round reads an input that the first one has read: no output may take its variable. */
const readsInputsAgain = (step: Step): boolean =>
  step.kind === 'use' && step.rounds.slice(1).some(({ feeds }) => feeds.some(({ kind }) => kind === 'input'));

/**
 * Gives every value a variable: `x` along the way; where ways part, one for each branch, which keeps it until it ends. `args` are the
 * variables of the body's arguments.
 */
export function assignVariables(body: Body, args: readonly string[]): Variables {
  const waiting = new Map<string, number>();
  const count = (ref: Ref, change: number) =>
    waiting.set(keyOf(ref), (waiting.get(keyOf(ref)) ?? 0) + change);
  for (const step of body.steps) for (const ref of step.inputs) count(ref, 1);
  for (const ref of body.results) count(ref, 1);
  const names = createNames('variable', [...args, 'x']);
  const variables = new Map(args.map((name, output) => [keyOf({ step: ARGUMENT, output }), name]));
  // A variable is given away again only once nothing waits for what it held.
  const holds = new Map(args.map((name, output) => [name, keyOf({ step: ARGUMENT, output })]));
  const isBusy = (name: string): boolean => (waiting.get(holds.get(name) ?? '') ?? 0) > 0;
  body.steps.forEach((step, index) => {
    const take = () => {
      for (const ref of step.inputs) count(ref, -1);
    };
    const isReadAgain = readsInputsAgain(step);
    if (!isReadAgain) take();
    const outputs = outputCount(step);
    for (let output = 0; output < outputs; output++) {
      const from = variables.get(keyOf(step.inputs[0] ?? { step: ARGUMENT, output: -1 }));
      const free = outputs > 1 ? [] : ['x', ...(from !== undefined && !args.includes(from) ? [from] : [])];
      const name = free.find((variable) => !isBusy(variable));
      const own = step.kind === 'use' && outputs > 1 ? `${step.name}_${step.outputs[output]}` : step.name;
      const given = name ?? names.of(own);
      variables.set(keyOf({ step: index, output }), given);
      holds.set(given, keyOf({ step: index, output }));
    }
    if (isReadAgain) take();
  });
  const of = (ref: Ref): string => variables.get(keyOf(ref))!;
  return {
    of,
    outputsOf: (step) =>
      Array.from({ length: outputCount(body.steps[step]!) }, (_, output) => of({ step, output })),
  };
}

/** Whether a body is one row of layers, each with the layer before it for its only input. */
export const isChain = ({ steps, results }: Body): boolean =>
  steps.length > 0 &&
  results.length === 1 &&
  results[0]!.step === steps.length - 1 &&
  steps.every(
    (step, i) => step.kind === 'block' && step.inputs.length === 1 && step.inputs[0]!.step === i - 1,
  );

/** `a`, or `a, b` for several. */
export const tupleOf = (names: readonly string[]): string => names.join(', ');
