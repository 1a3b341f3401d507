import type { ParamValue, Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';

/** `kernelSize` → `kernel_size`. */
const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `glorot_uniform` → `glorotUniform`. */
export const camelCase = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

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
    .filter(([key]) => !positional.includes(key) && !leaveOut.includes(key))
    .filter(([key, spec]) => params[key] !== undefined && !equal(params[key], spec.default))
    .map(([key]) => `${snakeCase(key)}=${literal(params[key]!)}`);
  return `layers.${type}(${[...first, ...others, `name=${python(name)}`].join(', ')})`;
}

/** `tf.layers.conv2d({filters: 16, kernelSize: [3, 3], name: 'conv2d'})`; undefined fields are left out. */
export function tfjsCall(factory: string, fields: Readonly<Record<string, ParamValue | undefined>>): string {
  const entries = Object.entries(fields)
    .filter((entry): entry is [string, ParamValue] => entry[1] !== undefined)
    .map(([key, value]) => `${key}: ${javaScript(value)}`);
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
