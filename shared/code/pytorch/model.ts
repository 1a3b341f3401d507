import type { Diagnostic } from '#shared/graph/diagnostic';
import { type Body, type BlockStep, type NetworkPlan, type Round, type Step, type UseStep } from '../plan';
import { codeNote, type CodeLine, indented } from '../program';
import { className, createNames, type Names } from '../python';
import { writeUse } from '../uses';
import { assignVariables, isChain, tupleOf } from '../variables';
import type { TorchBlock } from './block';
import { torchBlock } from './blocks';
import type { TorchPlace } from './places';
import { constraintLines, penaltyCode, startLines } from './weights';

/** A weight of the drawing with its places in the finished model. */
export interface PlacedWeight {
  /** `<id of the expanded block>`. */
  readonly id: string;
  readonly name: string;
  /** The module in the finished model as a state dict names it: `block.0.conv`. */
  readonly module: string;
  readonly place: TorchPlace;
}

export interface TorchModel {
  readonly lines: readonly CodeLine[];
  readonly placed: readonly PlacedWeight[];
  /** Terms of the penalty. */
  readonly penalties: readonly string[];
  readonly rules: readonly string[];
  /** Modules as expressions, by the id of the expanded block. */
  readonly modules: ReadonlyMap<string, string>;
  readonly notes: readonly Diagnostic[];
}

interface Written {
  readonly name: string;
  readonly lines: readonly CodeLine[];
  readonly nodeIds: Set<string>;
}

interface Classes {
  of(step: UseStep, round: number): Written;
  lines(): readonly CodeLine[];
  readonly taken: Set<string>;
}

const known = new WeakMap<BlockStep, TorchBlock>();

function blockOf(step: BlockStep): TorchBlock {
  const before = known.get(step);
  if (before) return before;
  const { layer, context, weights } = step;
  const block = torchBlock({ layer, context, weights });
  known.set(step, block);
  return block;
}

/** The network as PyTorch has it: an `nn.Sequential` where it is a row of plain modules, else a class of its own. */
export function writeTorchModel(plan: NetworkPlan): TorchModel {
  const classes = createClasses();
  classes.taken.add('Net');
  const results = (names: readonly string[]) =>
    plan.heads.length === 1
      ? names[0]!
      : `{${plan.heads.map(({ name }, i) => `${JSON.stringify(name)}: ${names[i]}`).join(', ')}}`;
  const { lines: body, attributes } = writeClass('Net', plan.body, ['x'], classes, results);
  const sequence = sequential(plan.body, attributes);
  const found = placesOf(plan.body);
  return {
    ...found,
    lines: sequence ?? [...classes.lines(), ...body, { text: '' }, { text: '' }, { text: 'model = Net()' }],
  };
}

/** A row of plain modules; null where something else is computed between them, or they must be changed once they are there. */
function sequential(body: Body, attributes: readonly string[]): readonly CodeLine[] | null {
  if (!isChain(body)) return null;
  const rows = body.steps.map((step, i) => {
    const block = blockOf(step as BlockStep);
    const isPlain =
      block.module !== null &&
      (block.after ?? []).length === 0 &&
      block.forward('m', ['x']) === 'm(x)' &&
      (step as BlockStep).trainable;
    return isPlain
      ? { text: `(${JSON.stringify(attributes[i])}, ${block.module}),`, nodeIds: step.nodeIds }
      : null;
  });
  if (rows.includes(null)) return null;
  const owners = attributes.map((name) => `model.${name}`);
  const starts = body.steps.flatMap((step, i) => startsOf(step as BlockStep, owners[i]!));
  return [
    { text: 'model = nn.Sequential(' },
    ...indented([
      { text: 'OrderedDict(' },
      ...indented([{ text: '[' }, ...indented(rows as CodeLine[]), { text: ']' }]),
      { text: ')' },
    ]),
    { text: ')' },
    ...starts,
  ];
}

function startsOf(step: BlockStep, owner: string): readonly CodeLine[] {
  const block = blockOf(step);
  return step.weights.flatMap((spec) => {
    const place = block.weights[spec.name];
    return place ? startLines(spec, place, owner).map((text) => ({ text, nodeIds: step.nodeIds })) : [];
  });
}

function createClasses(): Classes {
  const written = new Map<string, Written>();
  const ofRound = new Map<Round, Written>();
  const taken = new Set<string>();
  const classes: Classes = {
    taken,
    of(step, round) {
      const before = ofRound.get(step.rounds[round]!);
      if (before) return before;
      const made = write(step, round);
      ofRound.set(step.rounds[round]!, made);
      return made;
    },
    lines: () =>
      [...written.values()].flatMap(({ lines, nodeIds }) => [
        ...lines.map((line) => ({ ...line, nodeIds: [...nodeIds] })),
        { text: '' },
        { text: '' },
      ]),
  };
  function write(step: UseStep, round: number): Written {
    const { body } = step.rounds[round]!;
    const parameters = createNames('variable', ['x']);
    const args = body.args.map((name, i) => (i === 0 ? 'x' : parameters.of(name)));
    const draft = writeClass('@', body, args, classes, tupleOf).lines;
    const key = `${step.composite.id}\n${draft.map(({ text }) => text).join('\n')}`;
    const known = written.get(key);
    if (known) {
      for (const id of step.nodeIds) known.nodeIds.add(id);
      return known;
    }
    const name = className(step.composite.name, taken);
    const lines = draft.map((line) => ({ ...line, text: line.text.replace('class @(', `class ${name}(`) }));
    const made = { name, lines, nodeIds: new Set(step.nodeIds) };
    written.set(key, made);
    return made;
  }
  return classes;
}

/** Names of a body's modules, one for each step. */
function attributesOf(body: Body): readonly string[] {
  const names: Names = createNames('module');
  return body.steps.map(({ name }) => names.of(name));
}

function writeClass(
  name: string,
  body: Body,
  args: readonly string[],
  classes: Classes,
  results: (names: readonly string[]) => string,
): { readonly lines: readonly CodeLine[]; readonly attributes: readonly string[] } {
  const attributes = attributesOf(body);
  const variables = assignVariables(body, args);
  const made: CodeLine[] = [];
  const starts: CodeLine[] = [];
  const frozen: CodeLine[] = [];
  const resting: CodeLine[] = [];
  const forward = body.steps.flatMap((step: Step, index): readonly CodeLine[] => {
    const owner = `self.${attributes[index]!}`;
    const line = (text: string): CodeLine => ({ text, nodeIds: step.nodeIds });
    if (step.kind === 'use') {
      made.push(line(`${owner} = ${modulesOf(step, classes)}`));
      const isRepeated = step.rounds.length > 1;
      return writeUse(step, index, variables, {
        same: () => true,
        loop: (from, to) =>
          `for block in ${owner}${from === 0 && to === step.rounds.length ? '' : `[${from}:${to}]`}:`,
        call: (round, i, given) =>
          `${i === null ? (isRepeated ? `${owner}[${round}]` : owner) : 'block'}(${given.join(', ')})`,
      });
    }
    const block = blockOf(step);
    if (block.module !== null) {
      made.push(line(`${owner} = ${block.module}`));
      for (const code of block.after ?? []) made.push(line(code.replaceAll('self.', `${owner}.`)));
      starts.push(...startsOf(step, owner));
      if (!step.trainable && step.weights.length > 0) {
        frozen.push(line(`${owner}.requires_grad_(False)`));
        if (step.layer.type === 'BatchNormalization') resting.push(line(`${owner}.eval()`));
      }
    }
    const [result] = variables.outputsOf(index);
    return [line(`${result} = ${block.forward(owner, step.inputs.map(variables.of))}`)];
  });
  const init = [...made, ...starts, ...frozen];
  const lines: CodeLine[] = [
    { text: `class ${name}(nn.Module):` },
    ...indented([
      { text: 'def __init__(self):' },
      ...indented([{ text: 'super().__init__()' }, ...init]),
      { text: '' },
      { text: `def forward(${['self', ...args].join(', ')}):` },
      ...indented([...forward, { text: `return ${results(body.results.map(variables.of))}` }]),
      ...(resting.length > 0
        ? [
            { text: '' },
            { text: 'def train(self, mode=True):' },
            ...indented([
              { text: 'super().train(mode)' },
              { text: '# Frozen: its statistics stay.' },
              ...resting,
              { text: 'return self' },
            ]),
          ]
        : []),
    ]),
  ];
  return { lines, attributes };
}

/** `Block()`, or a list of the rounds' modules. */
function modulesOf(step: UseStep, classes: Classes): string {
  const names = step.rounds.map((_, round) => classes.of(step, round).name);
  if (names.length === 1) return `${names[0]!}()`;
  const isAlike = names.every((name) => name === names[0]);
  return isAlike
    ? `nn.ModuleList([${names[0]!}() for _ in range(${names.length})])`
    : `nn.ModuleList([${names.map((name) => `${name}()`).join(', ')}])`;
}

/** Where every weight is in the finished model, with what regularizers and constraints make of it. */
function placesOf(whole: Body): Omit<TorchModel, 'lines'> {
  const placed: PlacedWeight[] = [];
  const penalties: string[] = [];
  const rules: string[] = [];
  const notes: Diagnostic[] = [];
  const modules = new Map<string, string>();
  const visit = (body: Body, path: string, owner: string) => {
    attributesOf(body).forEach((attribute, index) => {
      const step = body.steps[index]!;
      const here = `${path}${attribute}`;
      const code = `${owner}.${attribute}`;
      if (step.kind === 'use') {
        const isRepeated = step.rounds.length > 1;
        step.rounds.forEach((round, i) =>
          visit(round.body, isRepeated ? `${here}.${i}.` : `${here}.`, isRepeated ? `${code}[${i}]` : code),
        );
        return;
      }
      const block = blockOf(step);
      modules.set(step.id, code);
      for (const spec of step.weights) {
        const place = block.weights[spec.name];
        if (!place) continue;
        placed.push({ id: step.id, name: spec.name, module: here, place });
        if (spec.regularizer) penalties.push(penaltyCode(spec.regularizer, place, code));
        if (!spec.constraint || !step.trainable) continue;
        const lines = constraintLines(spec.constraint, place, code);
        if (lines) rules.push(...lines);
        else notes.push(withoutConstraint(spec.constraint.type, step));
      }
    });
  };
  visit(whole, '', 'model');
  return { placed, penalties, rules, notes, modules };
}

const withoutConstraint = (type: string, { name, nodeIds }: BlockStep): Diagnostic =>
  codeNote(
    'code-without-constraint',
    {
      en: `${type} of ${name} goes along axes that PyTorch has put together; it is left out of the program.`,
      ko: `${name}의 ${type}은(는) PyTorch에서 하나로 합쳐진 축을 따르므로 프로그램에서 빠집니다.`,
    },
    nodeIds[0],
  );
