import type { Params, ParamValue } from '#shared/graph/document';
import { defaultParams, type ParamSpec, type ParamSpecs } from '#shared/graph/params';
import { engineChannelAxis, type Shape } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import type { GoldenArray, GoldenCase, NamedArray } from './golden';
import { casesOf, decode, readCase } from './golden';

/** Keras's config as the golden files write it. */
export type KerasConfig = Readonly<Record<string, unknown>>;

/** A golden file of the group `layers`. */
export interface LayerCase {
  readonly layer: string;
  readonly config: KerasConfig;
  readonly callArguments: KerasConfig;
  readonly initializers: Readonly<Record<string, string>>;
  readonly training: boolean;
  readonly inputs: readonly GoldenArray[];
  readonly weights: readonly NamedArray[];
  readonly output: GoldenArray;
  readonly cotangent: GoldenArray;
  /** Null for integer inputs. */
  readonly inputGradients: readonly (GoldenArray | null)[];
  readonly weightGradients: readonly NamedArray[];
  readonly updatedWeights: readonly NamedArray[];
  readonly paramCount: number;
  readonly trainableParamCount: number;
  /** What Normalization was adapted to. */
  readonly adaptData?: GoldenArray;
  readonly float32Error: Readonly<Record<string, number>>;
}

/** A law instead of numbers; `dropout.test.ts` checks it. */
const STATEMENTS = ['Dropout/training-statement'];

const title = (golden: GoldenCase) => `${golden.name}/${golden.case}`;

const camelCase = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** One of Keras's values in the form that our parameter has. */
function valueFor(spec: ParamSpec | undefined, value: unknown): unknown {
  if (spec?.kind === 'pair' && typeof value === 'number') return [value, value];
  if (spec?.kind === 'list' && typeof value === 'number') return [value];
  if (spec?.kind === 'shape' && Array.isArray(value)) return value.flat();
  const isNumber = spec?.kind === 'int' || spec?.kind === 'float';
  return isNumber && Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/** Wrappers hold the config of their layer; ours have its parameters beside their own. */
function unwrapped({ layer, ...rest }: KerasConfig): KerasConfig {
  if (typeof layer !== 'object' || layer === null) return layer === undefined ? rest : { layer, ...rest };
  const { class_name: type, config } = layer as { class_name: string; config: KerasConfig };
  return { layer: type, ...config, ...rest };
}

/** A regularizer or constraint with its numbers. */
interface Row {
  readonly type: string;
  readonly config: KerasConfig;
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && 'type' in value && 'config' in value;

/** `kernel_regularizer: {type: L2, config: {l2}}` is `kernelRegularizer` and `kernelRegularizerL2` here. */
const rowEntries = (specs: ParamSpecs, name: string, { type, config }: Row) => [
  [name, type] as const,
  ...Object.entries(config).map(([key, value]) => {
    const own = camelCase(`${name}_${key}`);
    return [own, valueFor(specs[own], value)] as const;
  }),
];

/** Keras's config as our parameters, or null when it has an option that the table lacks. */
export function paramsOf(type: string, config: KerasConfig): Params | null {
  const specs = LAYERS[type]!.params;
  const entries = Object.entries(unwrapped(config)).flatMap(([key, value]) => {
    const name = camelCase(key);
    return isRow(value) ? rowEntries(specs, name, value) : [[name, valueFor(specs[name], value)] as const];
  });
  const known = entries.every(([name, value]) => {
    const spec = specs[name];
    return spec && (spec.kind !== 'choice' || spec.options.some((option) => option.value === value));
  });
  return known
    ? { ...defaultParams(specs), ...(Object.fromEntries(entries) as Record<string, ParamValue>) }
    : null;
}

const all = casesOf('layers');

/** Every golden case of a layer of the table, with its name, but for statements and those with options that the table lacks. */
export const layerCases = all
  .filter((golden) => golden.name in LAYERS && !STATEMENTS.includes(title(golden)))
  .map((golden) => ({ title: title(golden), data: readCase(golden) as LayerCase }))
  .filter(({ data }) => paramsOf(data.layer, { ...data.config, ...data.callArguments }) !== null);

/** Cases that `layerCases` leaves out. */
export const uncoveredCases = all
  .map(title)
  .filter((name) => !layerCases.some((layerCase) => layerCase.title === name));

/** The parameters of a golden case. */
export const paramsOfCase = ({ layer, config, callArguments }: LayerCase): Params =>
  paramsOf(layer, { ...config, ...callArguments })!;

/** Batch and Keras shapes of the inputs. */
export function shapesOf({ inputs }: LayerCase): { batch: number; shapes: readonly Shape[] } {
  return { batch: inputs[0]!.shape[0]!, shapes: inputs.map(({ shape }) => shape.slice(1)) };
}

/** Axis i of the result is axis `perm[i]` of `data`. */
export function permute(
  data: ArrayLike<number>,
  shape: readonly number[],
  perm: readonly number[],
): number[] {
  const strides = shape.map((_, i) => shape.slice(i + 1).reduce((product, n) => product * n, 1));
  const result: number[] = [];
  const walk = (axis: number, offset: number) => {
    if (axis === perm.length) result.push(data[offset]!);
    else {
      const from = perm[axis]!;
      for (let i = 0; i < shape[from]!; i++) walk(axis + 1, offset + i * strides[from]!);
    }
  };
  walk(0, 0);
  return result;
}

/** Numbers of a Keras array (batch first) in the engine's order. */
export function toEngine(array: GoldenArray): number[] {
  const { shape, data } = decode(array);
  return engineChannelAxis(shape.length) === 1 && shape.length === 4
    ? permute(data, shape, [0, 3, 1, 2])
    : [...data];
}

/** Numbers in the engine's order as Keras has them; `shape` is Keras's, batch first. */
export function toKeras(data: ArrayLike<number>, shape: readonly number[]): number[] {
  if (shape.length !== 4) return Array.from(data);
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return permute(data, [batch, channels, height, width], [0, 2, 3, 1]);
}
