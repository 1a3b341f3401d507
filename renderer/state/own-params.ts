import type { Params, ParamValue } from '#shared/graph/document';
import { LAYERS } from '#shared/layers/table';

/** The parameters that differ from the defaults of a layer type: all that a project file needs to say of them. */
export function ownParams(type: string, params: Params): Params {
  const specs = Object.hasOwn(LAYERS, type) ? LAYERS[type]!.params : {};
  const isOwn = ([name, value]: readonly [string, ParamValue]): boolean =>
    !Object.hasOwn(specs, name) || JSON.stringify(value) !== JSON.stringify(specs[name]!.default);
  return Object.fromEntries(Object.entries(params).filter(isOwn));
}
