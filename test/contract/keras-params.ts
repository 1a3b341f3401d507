import type { Params, ParamValue } from '#shared/graph/document';
import type { ParamSpec, ParamSpecs } from '#shared/graph/params';

const camelCase = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Keras takes a number where a list may stand, and None for "no choice". */
function valueFor(spec: ParamSpec, value: ParamValue): ParamValue {
  if ((spec.kind === 'list' || spec.kind === 'shape') && typeof value === 'number') return [value];
  if (spec.kind === 'choice') return value === null ? 'none' : String(value);
  return value;
}

/** Keras's config as our parameters. Throws for an option that the table does not have: no golden case is left out in silence. */
export function paramsFromKeras(specs: ParamSpecs, config: Readonly<Record<string, ParamValue>>): Params {
  return Object.fromEntries(
    Object.entries(config).map(([keras, value]) => {
      const name = camelCase(keras);
      const spec = specs[name];
      if (!spec) throw new Error(`No parameter stands for ${keras}`);
      return [name, valueFor(spec, value)] as const;
    }),
  );
}
