import { type CodeLine, indented } from '../program';
import {
  ARGUMENT,
  type Body,
  blocksOf,
  type BlockStep,
  type NetworkPlan,
  type Round,
  type Step,
  type UseStep,
} from '../plan';
import { className, createNames, snakeCase } from '../python';
import { writeUse } from '../uses';
import { assignVariables, isChain, tupleOf } from '../variables';
import { createKerasNames } from '../names';
import { kerasCalled, kerasLayer } from './layers';

export interface KerasModel {
  readonly lines: readonly CodeLine[];
  /** Keras's name of a head, the key of its output where there are several. */
  headName(name: string): string;
}

/** A function that stands for a composite block. */
interface Written {
  readonly name: string;
  readonly lines: readonly CodeLine[];
  readonly nodeIds: Set<string>;
}

/** How the name of a layer is written in a body. */
type NameCode = (name: string) => string;

/** The network as Keras has it: a `Sequential` where it is one row of layers, else the functional API. */
export function writeKerasModel(
  plan: NetworkPlan,
  input: { readonly shape: readonly number[]; readonly nodeIds: readonly string[] },
): KerasModel {
  const kerasName = createKerasNames();
  const topName: NameCode = (name) => JSON.stringify(kerasName(name));
  const shape = `(${input.shape.join(', ')}${input.shape.length === 1 ? ',' : ''})`;
  const inputs = (text: string): CodeLine => ({ text, nodeIds: input.nodeIds });
  const { body } = plan;
  const headName = createKerasNames();
  if (isChain(body) && body.steps.every((step) => kerasLayer(step as BlockStep, '""') !== null)) {
    const layers = body.steps.map((step) => ({
      text: `${kerasLayer(step as BlockStep, topName(step.name))},`,
      nodeIds: step.nodeIds,
    }));
    const lines = [
      { text: 'model = keras.Sequential(' },
      ...indented([
        { text: '[' },
        ...indented([inputs(`keras.Input(shape=${shape}),`), ...layers]),
        { text: ']' },
      ]),
      { text: ')' },
    ];
    return { lines: [...lines, ...freezing(plan, kerasName)], headName };
  }
  const functions = createFunctions();
  const content = writeBody(body, ['inputs'], topName, functions);
  const results = headCodes(plan, content.results);
  const outputs =
    plan.heads.length === 1
      ? results[0]!
      : `{${plan.heads.map(({ name }, i) => `${JSON.stringify(headName(name))}: ${results[i]}`).join(', ')}}`;
  const lines = [
    ...functions.lines(),
    inputs(`inputs = keras.Input(shape=${shape})`),
    ...content.lines,
    { text: `model = keras.Model(inputs, ${outputs})` },
  ];
  return { lines: [...lines, ...freezing(plan, kerasName)], headName };
}

/** Keras wants a layer between its inputs and every output. */
const headCodes = ({ body }: NetworkPlan, results: readonly string[]): readonly string[] =>
  results.map((result, i) => (body.results[i]!.step === ARGUMENT ? `layers.Identity()(${result})` : result));

interface Functions {
  of(step: UseStep, round: number): Written;
  lines(): readonly CodeLine[];
}

/** One function for all rounds and uses that do the same. */
function createFunctions(): Functions {
  const written = new Map<string, Written>();
  const ofRound = new Map<Round, Written>();
  const names = new Set<string>();
  const of = (step: UseStep, round: number): Written => {
    const before = ofRound.get(step.rounds[round]!);
    if (before) return before;
    const made = write(step, round);
    ofRound.set(step.rounds[round]!, made);
    return made;
  };
  const write = (step: UseStep, round: number): Written => {
    const { body } = step.rounds[round]!;
    const parameters = createNames('variable', ['x']);
    const args = body.args.map((name, i) => (i === 0 ? 'x' : parameters.of(name)));
    const layerName = createKerasNames();
    const inside: NameCode = (name) =>
      `f"{name}.${layerName(name).replaceAll('{', '{{').replaceAll('}', '}}')}"`;
    const content = writeBody(body, args, inside, functions);
    const results = tupleOf(content.results);
    const lines = [...content.lines, { text: `return ${results}` }];
    const key = `${step.composite.id}\n${args.join()}\n${lines.map(({ text }) => text).join('\n')}`;
    const known = written.get(key);
    if (known) {
      for (const id of step.nodeIds) known.nodeIds.add(id);
      return known;
    }
    const name = functionName(step.composite.name, names);
    const head = [{ text: `def ${name}(${[...args, 'name'].join(', ')}):` }];
    const nodeIds = new Set(step.nodeIds);
    const made = { name, nodeIds, lines: [...head, ...indented(lines)] };
    written.set(key, made);
    return made;
  };
  const functions: Functions = {
    of,
    lines: () =>
      [...written.values()].flatMap(({ lines, nodeIds }) => [
        ...lines.map((line) => ({ ...line, nodeIds: [...nodeIds] })),
        { text: '' },
        { text: '' },
      ]),
  };
  return functions;
}

/** `Residual block` → `residual_block`. */
function functionName(name: string, taken: Set<string>): string {
  const pascal = className(name, new Set());
  const snake = snakeCase(pascal).replace(/^_/, '').replaceAll(/__+/g, '_');
  const unique = createNames('variable', taken).of(snake);
  taken.add(unique);
  return unique;
}

function writeBody(
  body: Body,
  args: readonly string[],
  nameCode: NameCode,
  functions: Functions,
): { readonly lines: readonly CodeLine[]; readonly results: readonly string[] } {
  const variables = assignVariables(body, args);
  const lines = body.steps.flatMap((step: Step, index): readonly CodeLine[] => {
    if (step.kind === 'block') {
      const code = kerasCalled(step, nameCode(step.name), step.inputs.map(variables.of));
      const [result] = variables.outputsOf(index);
      return [{ text: `${result} = ${code}`, nodeIds: step.nodeIds }];
    }
    const isRepeated = step.rounds.length > 1;
    return writeUse(step, index, variables, {
      same: (a, b) => functions.of(step, a) === functions.of(step, b),
      loop: (from, to) => `for i in range(${from === 0 ? to : `${from}, ${to}`}):`,
      call: (round, i, given) => {
        const name = isRepeated ? numbered(nameCode(step.name), i, round) : nameCode(step.name);
        return `${functions.of(step, round).name}(${[...given, name].join(', ')})`;
      },
    });
  });
  return { lines, results: body.results.map(variables.of) };
}

/** `"block"` → `f"block_{i + 1}"`, or `"block_3"` outside of a loop. */
function numbered(code: string, index: string | null, round: number): string {
  const number = index === null ? String(round + 1) : `{${index} + 1}`;
  const whole = code.replace(/"$/, `_${number}"`);
  return index === null || whole.startsWith('f') ? whole : `f${whole}`;
}

/** The lines that keep frozen layers as they are. */
function freezing(plan: NetworkPlan, kerasName: (name: string) => string): readonly CodeLine[] {
  const frozen = blocksOf(plan.body).filter(({ trainable, weights }) => !trainable && weights.length > 0);
  if (frozen.length === 0) return [];
  const names = namesOfBlocks(plan, kerasName);
  const nodeIds = [...new Set(frozen.flatMap((step) => step.nodeIds))];
  const list = frozen.map(({ id }) => JSON.stringify(names.get(id)!));
  return [
    { text: '' },
    { text: '# Frozen layers keep their weights.' },
    { text: `for name in [${list.join(', ')}]:`, nodeIds },
    { text: '    model.get_layer(name).trainable = False', nodeIds },
  ];
}

/** The name in the finished model of every layer, by its id in the expanded drawing. */
export function namesOfBlocks(
  { body }: NetworkPlan,
  kerasName: (name: string) => string = createKerasNames(),
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const walk = (of: Body, prefix: string, nameOf: (name: string) => string) => {
    for (const step of of.steps) {
      const name = `${prefix}${nameOf(step.name)}`;
      if (step.kind === 'block') names.set(step.id, name);
      else
        step.rounds.forEach((round, i) =>
          walk(round.body, `${step.rounds.length > 1 ? `${name}_${i + 1}` : name}.`, createKerasNames()),
        );
    }
  };
  walk(body, '', kerasName);
  return names;
}
