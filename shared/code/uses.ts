import { type CodeLine, indented } from './program';
import type { UseStep } from './plan';
import type { Variables } from './variables';
import { tupleOf } from './variables';

/** How a round is called: `i` is Python's expression for its number from 0, `args` its arguments. */
export type RoundCall = (round: number, index: string | null, args: readonly string[]) => string;

/**
 * The lines that send values through the rounds of a composite block: rounds in a row that do the same become a loop. `same` tells which
 * rounds do; `loop` is the head of a loop over rounds `from` to before `to`.
 */
export function writeUse(
  step: UseStep,
  index: number,
  variables: Variables,
  options: {
    readonly same: (a: number, b: number) => boolean;
    readonly loop: (from: number, to: number) => string;
    readonly call: RoundCall;
  },
): readonly CodeLine[] {
  const outputs = variables.outputsOf(index);
  const inputs = step.inputs.map(variables.of);
  const { rounds, nodeIds } = step;
  const line = (text: string): CodeLine => ({ text, nodeIds });
  const lines: CodeLine[] = [];
  for (let from = 0; from < rounds.length;) {
    let to = from + 1;
    while (to < rounds.length && options.same(from, to) && isFedAlike(step, from, to, inputs, outputs)) to++;
    const { feeds } = rounds[from]!;
    const isLoop = to > from + 1;
    // In a loop the first round reads what the others read: the outputs of the round before.
    const moves = isLoop && from === 0 ? loopStarts(step, inputs, outputs) : [];
    if (moves.length > 0)
      lines.push(line(`${tupleOf(moves.map(([to]) => to))} = ${tupleOf(moves.map(([, what]) => what))}`));
    const source = isLoop ? rounds[to - 1]!.feeds : feeds;
    const args = source.map((feed) => (feed.kind === 'input' ? inputs[feed.index]! : outputs[feed.output]!));
    const assigned = `${tupleOf(outputs)} = ${options.call(from, isLoop ? 'i' : null, args)}`;
    lines.push(
      ...(isLoop ? [line(options.loop(from, to)), ...indented([line(assigned)])] : [line(assigned)]),
    );
    from = to;
  }
  return lines;
}

/** Which outputs must hold an input before a loop begins. */
function loopStarts(
  { rounds }: UseStep,
  inputs: readonly string[],
  outputs: readonly string[],
): readonly (readonly [string, string])[] {
  const [first, second] = [rounds[0]!.feeds, rounds[1]!.feeds];
  return second.flatMap((feed, i) => {
    const start = first[i];
    if (feed.kind !== 'previous' || start?.kind !== 'input') return [];
    const [to, from] = [outputs[feed.output]!, inputs[start.index]!];
    return to === from ? [] : [[to, from] as const];
  });
}

/** Whether round `b` can stand in one loop with round `a`: arguments in the same places, none of which the loop overwrites. */
function isFedAlike(
  { rounds }: UseStep,
  a: number,
  b: number,
  inputs: readonly string[],
  outputs: readonly string[],
): boolean {
  const [first, other] = [rounds[a]!.feeds, rounds[b]!.feeds];
  return (
    first.length === other.length &&
    other.every((feed, i) => {
      if (feed.kind === 'input') {
        const before = first[i]!;
        const isSame = before.kind === 'input' && before.index === feed.index;
        return isSame && !outputs.includes(inputs[feed.index]!);
      }
      return true;
    })
  );
}
