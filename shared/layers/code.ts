import type { Choice, ParamValue, Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { chosenRow, isOfRow, moduleOf, namesRow, rowDefaults } from './weight-params';

/** `kernelSize` → `kernel_size`. */
const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `glorot_uniform` → `glorotUniform`. */
export const camelCase = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `random_normal` → `RandomNormal`. */
const pascalCase = (name: string): string => {
  const camel = camelCase(name);
  return `${camel[0]!.toUpperCase()}${camel.slice(1)}`;
};

/** A parameter as a Python literal; two equal numbers shrink to one, as Keras allows for windows. */
export function python(value: ParamValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  return value.length === 1 ? `(${value[0]},)` : `(${value.join(', ')})`;
}

/** A window parameter: one number when it is square. */
export const pythonPair = ([height, width]: readonly [number, number]): string =>
  height === width ? String(height) : `(${height}, ${width})`;

/** A parameter as a JavaScript literal. */
export const javaScript = (value: ParamValue): string => {
  if (typeof value === 'string') return `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
};

/** `regularizers.L2(l2=0.01)`, or an initializer by its name where its numbers are the usual ones; null where nothing need be said. */
function kerasWeight(specs: ParamSpecs, params: Params, key: string): string | null {
  const row = chosenRow(specs, params, key);
  if (!row || isUsual(specs, key, row)) return null;
  if (isNamed(key, row)) return python(row.type);
  const literal = (value: ParamValue) =>
    Array.isArray(value) && value.length === 1 ? python(value[0]) : python(value);
  const numbers = Object.entries(row.params).map(([name, value]) => `${snakeCase(name)}=${literal(value)}`);
  return `${moduleOf(key)}.${pascalCase(row.type)}(${numbers.join(', ')})`;
}

/** TensorFlow.js's fields for initializers, regularizers and constraints that are not the usual ones; null where it lacks one. */
export function tfjsWeights(specs: ParamSpecs, params: Params): Record<string, string | Expression> | null {
  const fields: Record<string, string | Expression> = {};
  for (const key of Object.keys(specs).filter(namesRow)) {
    const row = chosenRow(specs, params, key);
    if (!row || isUsual(specs, key, row)) continue;
    const numbers = Object.entries(row.params).map(([name, value]) => [name, tfjsNumber(value)] as const);
    if (numbers.some(([, value]) => value === null)) return null;
    const module = moduleOf(key);
    const name = TFJS_NAMES[row.type] ?? camelCase(row.type);
    const given = numbers.length > 0 ? Object.fromEntries(numbers) : {};
    fields[key] = isNamed(key, row)
      ? name
      : { code: tfjsCall(`${module}.${name}`, given).replace('({})', '()') };
  }
  return fields;
}

const TFJS_NAMES: Readonly<Record<string, string>> = {
  L1: 'l1',
  L2: 'l2',
  L1L2: 'l1l2',
  MaxNorm: 'maxNorm',
  NonNeg: 'nonNeg',
  UnitNorm: 'unitNorm',
  MinMaxNorm: 'minMaxNorm',
};

/** Its norms go along one axis only, and its normal law is the truncated one. */
function tfjsNumber(value: ParamValue): ParamValue {
  if (Array.isArray(value)) return value.length === 1 ? value[0]! : null;
  if (typeof value !== 'string') return value;
  return value === 'truncated_normal' ? 'normal' : value === 'untruncated_normal' ? null : camelCase(value);
}

const hasUsualNumbers = (key: string, { type, params }: Choice): boolean => {
  const usual = rowDefaults(key, type);
  return Object.entries(params).every(([name, value]) => equal(value, usual[name] ?? null));
};

/** Whether a row is what the layer does anyway. */
const isUsual = (specs: ParamSpecs, key: string, row: Choice): boolean =>
  row.type === specs[key]?.default && hasUsualNumbers(key, row);

/** Whether its name alone says what an initializer is. No framework takes a constant without its number. */
const isNamed = (key: string, row: Choice): boolean =>
  moduleOf(key) === 'initializers' && row.type !== 'constant' && hasUsualNumbers(key, row);

const equal = (a: ParamValue | undefined, b: ParamValue): boolean => JSON.stringify(a) === JSON.stringify(b);

const isPair = (value: ParamValue): value is [number, number] => Array.isArray(value) && value.length === 2;

/** `layers.Conv2D(16, 3, padding="same", name="conv2d")`: `positional` always, other parameters where they differ from the default. */
export function kerasCall(
  type: string,
  specs: ParamSpecs,
  params: Params,
  name: string,
  options: { readonly positional?: readonly string[]; readonly leaveOut?: readonly string[] } = {},
): string {
  const { positional = [], leaveOut = [] } = options;
  const literal = (value: ParamValue) => (isPair(value) ? pythonPair(value) : python(value));
  const first = positional.map((key) => literal(params[key] ?? specs[key]!.default));
  const others = Object.entries(specs)
    .filter(([key, spec]) => !positional.includes(key) && !leaveOut.includes(key) && !isOfRow(spec))
    .flatMap(([key, spec]) => {
      const isSaid = params[key] !== undefined && !equal(params[key], spec.default);
      const value = namesRow(key) ? kerasWeight(specs, params, key) : isSaid ? literal(params[key]!) : null;
      return value === null ? [] : [`${snakeCase(key)}=${value}`];
    });
  return `layers.${type}(${[...first, ...others, `name=${python(name)}`].join(', ')})`;
}

/** Code in the place of a value. */
export interface Expression {
  readonly code: string;
}

export type TfjsFields = Readonly<Record<string, ParamValue | Expression | undefined>>;

const isExpression = (value: ParamValue | Expression): value is Expression =>
  typeof value === 'object' && value !== null && 'code' in value;

/** `tf.layers.conv2d({filters: 16, kernelSize: [3, 3], name: 'conv2d'})`; undefined fields are left out. */
export function tfjsCall(factory: string, fields: TfjsFields): string {
  const entries = Object.entries(fields)
    .filter((entry): entry is [string, ParamValue | Expression] => entry[1] !== undefined)
    .map(([key, value]) => `${key}: ${isExpression(value) ? value.code : javaScript(value)}`);
  return `tf.${factory}({${entries.join(', ')}})`;
}

/** The value where it differs from the default, else undefined, for `tfjsCall`. */
export const unlessDefault = (specs: ParamSpecs, params: Params, key: string): ParamValue | undefined =>
  params[key] === undefined || equal(params[key], specs[key]!.default) ? undefined : params[key];

/** One PyTorch module from several, left to right. */
export const torchSequence = (modules: readonly string[]): string =>
  modules.length === 1 ? modules[0]! : `nn.Sequential(${modules.join(', ')})`;

/** A line of PyTorch with what its reader must know beside it. */
export const torchNote = (line: string, note: string): string => `${line}  # ${note}`;
