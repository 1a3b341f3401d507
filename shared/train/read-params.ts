import type { Params, ParamValue } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';

/** Typed reading of what `specs` describes; what is not given has its default, and null stays null. */
export function readParams(specs: ParamSpecs, params: Params) {
  const valueOf = (name: string): ParamValue =>
    (Object.hasOwn(params, name) ? params[name] : specs[name]?.default) ?? null;
  return {
    number: (name: string) => valueOf(name) as number,
    optional: (name: string) => valueOf(name) as number | null,
    flag: (name: string) => valueOf(name) as boolean,
    text: (name: string) => valueOf(name) as string,
    list: (name: string) => valueOf(name) as readonly number[],
    optionalList: (name: string) => valueOf(name) as readonly number[] | null,
  };
}
