import type { Choice } from '#shared/graph/document';
import type { WeightSpec } from '#shared/layers/definition';
import { torchInitializer } from '#shared/layers/torch-initializers';
import { CONSTRAINTS } from '#shared/train/constraints';
import { INITIALIZERS } from '#shared/train/initializers';
import { computeFans } from '#shared/train/initializers/fans';
import { readParams } from '#shared/train/read-params';
import { REGULARIZERS } from '#shared/train/regularizers';
import type { TorchPlace } from './places';

/** `self.conv` and `0.weight` as `self.conv[0].weight`. */
export const attributeCode = (owner: string, path: string): string =>
  path
    .split('.')
    .reduce((code, part) => (/^\d+$/.test(part) ? `${code}[${part}]` : `${code}.${part}`), owner);

/** How the weight starts, where the module would do it otherwise. */
export function startLines(spec: WeightSpec, place: TorchPlace, owner: string): readonly string[] {
  const { initializer, initializerConfig = {}, shape, ones } = spec;
  const given = readParams(INITIALIZERS[initializer]!.params, initializerConfig);
  const hasOwnFans = place.parts.length === 1 && place.axes.every((axis) => axis !== null);
  const codes = place.parts.map(({ path }) => attributeCode(owner, path));
  const starts =
    initializer === place.usual
      ? []
      : codes.map((code) =>
          torchInitializer(initializer, { code, given, fans: computeFans(shape), hasOwnFans }),
        );
  const raised = ones ? codes.map((code) => `${code}.data[${ones[0]}:${ones[1]}] = 1`) : [];
  return [...starts, ...raised];
}

/** What a regularizer adds to the loss. */
export function penaltyCode({ type, params }: Choice, place: TorchPlace, owner: string): string {
  const read = readParams(REGULARIZERS[type]!.params, params);
  return place.parts
    .flatMap(({ path }) => {
      const code = attributeCode(owner, path);
      const l1 = `${type === 'L2' ? 0 : read.number('l1')} * ${code}.abs().sum()`;
      const l2 = `${type === 'L1' ? 0 : read.number('l2')} * ${code}.square().sum()`;
      return [...(type === 'L2' ? [] : [l1]), ...(type === 'L1' ? [] : [l2])];
    })
    .join(' + ');
}

/** Statements that make the weight obey; null where its axes are not those of Keras any more. */
export function constraintLines(
  { type, params }: Choice,
  place: TorchPlace,
  owner: string,
): readonly string[] | null {
  const codes = place.parts.map(({ path }) => attributeCode(owner, path));
  if (type === 'NonNeg') return codes.map((code) => `${code}.clamp_(min=0)`);
  const read = readParams(CONSTRAINTS[type]!.params, params);
  const rank = place.axes.length;
  const axes = read.list('axis').map((axis) => place.axes[axis < 0 ? axis + rank : axis] ?? null);
  if (axes.includes(null) || codes.length > 1) return null;
  const dims = axes.toSorted((a, b) => a! - b!);
  const dim = `(${dims.join(', ')}${dims.length === 1 ? ',' : ''})`;
  const [code] = codes as [string];
  const rate = () => read.number('rate');
  const within = () => `norm.clamp(${read.number('minValue')}, ${read.number('maxValue')})`;
  const clamped = () =>
    rate() === 1 ? within() : `(${rate()} * ${within()} + ${Number((1 - rate()).toPrecision(12))} * norm)`;
  const factor = {
    MaxNorm: () => `norm.clamp(max=${read.number('maxValue')}) / (norm + 1e-7)`,
    UnitNorm: () => '1 / (norm + 1e-7)',
    MinMaxNorm: () => `${clamped()} / (norm + 1e-7)`,
  }[type]!();
  return [`norm = ${code}.square().sum(dim=${dim}, keepdim=True).sqrt()`, `${code}.mul_(${factor})`];
}
