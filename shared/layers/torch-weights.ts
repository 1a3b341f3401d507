import type { Choice } from '#shared/graph/document';
import { CONSTRAINTS } from '#shared/train/constraints';
import { computeFans } from '#shared/train/initializers/fans';
import { INITIALIZERS } from '#shared/train/initializers';
import { REGULARIZERS } from '#shared/train/regularizers';
import { readParams } from '#shared/train/read-params';
import type { CodeContext, LayerDefinition, WeightSpec } from './definition';
import { torchInitializer } from './torch-initializers';

/** Where PyTorch has one of Keras's weights. */
export interface Place {
  readonly attribute: 'weight' | 'bias';
  /** Of the modules with weights in a sequence, which. */
  readonly module: number;
  /** PyTorch's axis for each of Keras's; null where several became one. */
  readonly axes: readonly (number | null)[];
  /** Starts like this without a word. */
  readonly usual?: string;
}

const at = (attribute: Place['attribute'], axes: Place['axes'], more: Partial<Place> = {}): Place => ({
  attribute,
  module: 0,
  axes,
  ...more,
});

const BIAS = at('bias', [0]);
const IMAGE_KERNEL = [2, 3, 1, 0];
const DEPTHWISE = at('weight', [2, 3, null, null]);
const CONVOLUTION = { kernel: at('weight', IMAGE_KERNEL), bias: BIAS };
const AFFINE = { gamma: at('weight', [0], { usual: 'ones' }), beta: at('bias', [0], { usual: 'zeros' }) };

const PLACES: Readonly<Record<string, Readonly<Record<string, Place>>>> = {
  Dense: { kernel: at('weight', [1, 0]), bias: BIAS },
  Conv1D: { kernel: at('weight', [2, 1, 0]), bias: BIAS },
  Conv2D: CONVOLUTION,
  Conv2DTranspose: CONVOLUTION,
  DepthwiseConv2D: { kernel: DEPTHWISE, bias: BIAS },
  SeparableConv2D: {
    depthwise_kernel: DEPTHWISE,
    pointwise_kernel: at('weight', IMAGE_KERNEL, { module: 1 }),
    bias: at('bias', [0], { module: 1 }),
  },
  Embedding: { embeddings: at('weight', [0, 1]) },
  BatchNormalization: AFFINE,
  LayerNormalization: AFFINE,
  GroupNormalization: AFFINE,
};

const WITH_WEIGHTS = /^nn\.(Linear|Conv\w+|Embedding|BatchNorm\w+|LayerNorm|GroupNorm)\(/;

/**
 * PyTorch's code of a block with what it says of its weights elsewhere than in the module: how they start, penalties that a step adds to the loss, and
 * what they are made to obey after it.
 */
export function torchCode(layer: LayerDefinition, context: CodeContext): string {
  const module = layer.code.pytorch(context);
  const name = context.name.replaceAll(/\W/g, '_');
  const weights = layer.weights(context).filter(({ trainable }) => trainable);
  const lines = weights.map((spec) => linesOf(spec, targetOf(layer.type, spec, module, name)));
  const flat = (part: keyof Lines) => lines.flatMap((one) => one[part]);
  const [starts, penalties, rules] = [flat('start'), flat('penalty'), flat('rule')];
  const all = [
    ...starts,
    ...(penalties.length > 0 ? ['# in every step, before loss.backward()', ...penalties] : []),
    ...(rules.length > 0
      ? ['# after every optimizer.step()', 'with torch.no_grad():', ...rules.map((line) => `    ${line}`)]
      : []),
    ...flat('note'),
  ];
  return all.length === 0 ? module : [`${name} = ${module}`, ...all].join('\n');
}

interface Target {
  readonly code: string;
  readonly place: Place;
}

/** The parts of a sequence, or the module itself. */
function partsOf(module: string): readonly string[] {
  const inside = /^nn\.Sequential\((.*)\)(?:\s+#.*)?$/.exec(module)?.[1];
  if (inside === undefined) return [module];
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let i = 0; i <= inside.length; i++) {
    const character = inside[i];
    if (character === '(' || character === '[') depth++;
    if (character === ')' || character === ']') depth--;
    if (i < inside.length && (character !== ',' || depth > 0)) continue;
    parts.push(inside.slice(start, i).trim());
    start = i + 1;
  }
  return parts;
}

/** Where a module has a weight: its place, and which part of a sequence it is in (null for a module that is none). */
export interface FoundPlace {
  readonly place: Place;
  readonly part: number | null;
}

/** Null where PyTorch has no such parameter by itself. */
export function findPlace(type: string, { name, shape }: WeightSpec, module: string): FoundPlace | null {
  const place = Object.hasOwn(PLACES, type) ? PLACES[type]![name] : undefined;
  const parts = partsOf(module);
  const found = parts.flatMap((part, i) => (WITH_WEIGHTS.test(part) ? [i] : []))[place?.module ?? 0];
  if (!place || found === undefined || place.axes.length !== shape.length) return null;
  return { place, part: parts.length === 1 ? null : found };
}

function targetOf(type: string, spec: WeightSpec, module: string, variable: string): Target | null {
  const found = findPlace(type, spec, module);
  if (!found) return null;
  const owner = found.part === null ? variable : `${variable}[${found.part}]`;
  return { code: `${owner}.${found.place.attribute}`, place: found.place };
}

interface Lines {
  readonly start: readonly string[];
  readonly penalty: readonly string[];
  readonly rule: readonly string[];
  readonly note: readonly string[];
}

function linesOf(spec: WeightSpec, target: Target | null): Lines {
  const { regularizer, constraint } = spec;
  if (!target) {
    const rows = [regularizer, constraint].flatMap((row) => (row ? [row.type] : []));
    const note = rows.length > 0 ? [`# ${rows.join(' and ')} of ${spec.name}: to be written by hand`] : [];
    return { start: [], penalty: [], rule: [], note };
  }
  return {
    start: startOf(spec, target),
    penalty: regularizer ? [`loss = loss + ${penaltyOf(regularizer, target.code)}`] : [],
    rule: constraint ? ruleOf(constraint, target) : [],
    note: [],
  };
}

function startOf(
  { initializer, initializerConfig = {}, shape }: WeightSpec,
  { code, place }: Target,
): string[] {
  if (initializer === place.usual) return [];
  const given = readParams(INITIALIZERS[initializer]!.params, initializerConfig);
  // Where axes became one, PyTorch counts other inputs and outputs than Keras.
  const hasOwnFans = !place.axes.includes(null);
  return [torchInitializer(initializer, { code, given, fans: computeFans(shape), hasOwnFans })];
}

function penaltyOf({ type, params }: Choice, code: string): string {
  const read = readParams(REGULARIZERS[type]!.params, params);
  const l1 = () => `${read.number('l1')} * ${code}.abs().sum()`;
  const l2 = () => `${read.number('l2')} * ${code}.square().sum()`;
  return { L1: () => [l1()], L2: () => [l2()], L1L2: () => [l1(), l2()] }[type]!().join(' + ');
}

/** The statements under `torch.no_grad()`. */
function ruleOf({ type, params }: Choice, { code, place }: Target): string[] {
  if (type === 'NonNeg') return [`${code}.clamp_(min=0)`];
  const read = readParams(CONSTRAINTS[type]!.params, params);
  const rank = place.axes.length;
  const axes = read.list('axis').map((axis) => place.axes[axis < 0 ? axis + rank : axis] ?? null);
  if (axes.includes(null)) return ['pass', `# ${type}: to be written by hand`];
  const dims = axes.toSorted((a, b) => a! - b!);
  const dim = `(${dims.join(', ')}${dims.length === 1 ? ',' : ''})`;
  const norm = `norm = ${code}.square().sum(dim=${dim}, keepdim=True).sqrt()`;
  const clamped = () => {
    const rate = read.number('rate');
    const within = `norm.clamp(${read.number('minValue')}, ${read.number('maxValue')})`;
    return rate === 1 ? within : `(${rate} * ${within} + ${Number((1 - rate).toPrecision(6))} * norm)`;
  };
  const factor = {
    MaxNorm: () => `norm.clamp(max=${read.number('maxValue')}) / (norm + 1e-7)`,
    UnitNorm: () => '1 / (norm + 1e-7)',
    MinMaxNorm: () => `${clamped()} / (norm + 1e-7)`,
  }[type]!();
  return [norm, `${code}.mul_(${factor})`];
}
