import type { ParamValue } from '#shared/graph/document';
import { checkParam, defaultParams, type ParamSpec, type ParamSpecs } from '#shared/graph/params';

/** Values just outside what `spec` allows, and of the wrong kind. */
function wrongValues(spec: ParamSpec): readonly (ParamValue | undefined)[] {
  switch (spec.kind) {
    case 'int':
      return [spec.min - 1, spec.max + 1, spec.min + 0.5, '1', Number.NaN, undefined];
    case 'float':
      return [
        spec.exclusiveMin ? spec.min : spec.min - 1,
        spec.exclusiveMax ? spec.max : spec.max + 1,
        '0.5',
        Number.NaN,
        Number.POSITIVE_INFINITY,
        undefined,
      ];
    case 'boolean':
      return [0, 'true', undefined];
    case 'choice':
      return ['no such option', 1, undefined];
    case 'pair':
      return [[spec.min], [spec.min, spec.min, spec.min], [spec.min - 1, spec.min], [1.5, 1], 2, undefined];
    case 'shape':
      return [[], [spec.min - 1], [spec.max + 1], [1.5], 2, undefined];
    case 'list':
      return [[], [spec.min - 1], [spec.max + 1], [Number.NaN], ['1'] as unknown as number[], 2, undefined];
    case 'text':
    case 'file':
      return [1, undefined];
  }
}

/** Why a parameter table does not accept its defaults after a trip through JSON, or accepts what lies outside; empty when all is well. */
export function brokenParamLaws(specs: ParamSpecs): readonly string[] {
  const defaults = defaultParams(specs);
  const reread = JSON.parse(JSON.stringify(defaults)) as typeof defaults;
  return Object.entries(specs).flatMap(([name, spec]) => [
    ...(JSON.stringify(reread[name]) === JSON.stringify(spec.default) ? [] : [`${name} changes in JSON`]),
    ...(checkParam(spec, reread[name]) === null ? [] : [`${name} refuses its default`]),
    ...wrongValues(spec)
      .filter((value) => checkParam(spec, value) === null)
      .map((value) => `${name} accepts ${JSON.stringify(value)}`),
  ]);
}
