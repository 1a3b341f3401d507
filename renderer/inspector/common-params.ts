import type { ParamSpec, ParamSpecs } from '#shared/graph/params';
import type { LayerDefinition } from '#shared/layers/definition';

/** The parameters that all of the layers have under the same name and of the same kind, with what each of them allows. */
export function commonParams(layers: readonly LayerDefinition[]): ParamSpecs {
  const [first, ...others] = [...new Set(layers)];
  if (!first) return {};
  return Object.fromEntries(
    Object.entries(first.params).flatMap(([name, spec]) => {
      let common: ParamSpec | null = spec;
      for (const { params } of others) common = common && both(common, params[name]);
      return common ? [[name, common] as const] : [];
    }),
  );
}

/** What both allow; null where nothing is common to them. */
function both(a: ParamSpec, b: ParamSpec | undefined): ParamSpec | null {
  if (!b || a.kind !== b.kind) return null;
  if (a.kind === 'choice' && b.kind === 'choice') {
    const options = a.options.filter(({ value }) => b.options.some((option) => option.value === value));
    return options.length > 1 ? { ...a, options } : null;
  }
  if (!('min' in a) || !('min' in b)) return a;
  const range = { min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) };
  const nullable = a.nullable === true && b.nullable === true;
  return range.min <= range.max ? { ...a, ...range, nullable } : null;
}
