import { expect } from 'vitest';
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
    case 'text':
    case 'file':
      return [1, undefined];
  }
}

/** Expects a parameter table to accept its defaults after a trip through JSON, and to refuse what lies outside. */
export function expectParamLaws(specs: ParamSpecs): void {
  const defaults = defaultParams(specs);
  const reread = JSON.parse(JSON.stringify(defaults)) as typeof defaults;
  expect(reread).toEqual(defaults);
  for (const [name, spec] of Object.entries(specs)) {
    expect({ name, problem: checkParam(spec, reread[name]) }).toEqual({ name, problem: null });
    const accepted = wrongValues(spec).filter((value) => checkParam(spec, value) === null);
    expect({ name, accepted }).toEqual({ name, accepted: [] });
  }
}
