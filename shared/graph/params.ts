import type { Localized } from './diagnostic';
import type { Params, ParamValue } from './document';

/** A condition on the values of other parameters. */
export interface When {
  readonly param: string;
  readonly is: readonly ParamValue[];
  /** This must hold too. */
  readonly and?: When;
}

interface ParamBase {
  readonly label: Localized;
  /** One sentence: what it does and what a sensible value is. */
  readonly help: Localized;
  /** Shown under "more" in the inspector. */
  readonly advanced?: boolean;
  /** It matters only while another parameter has one of these values; forms leave it out otherwise. */
  readonly when?: When;
}

/**
 * One parameter of a layer, optimizer or dataset. Inspector forms, validation and code writers read it.
 * `nullable` means that null is allowed and has the meaning that `nullLabel` tells.
 */
export type ParamSpec =
  | (ParamBase & {
      readonly kind: 'int' | 'float';
      readonly default: number | null;
      readonly min: number;
      readonly max: number;
      readonly step?: number;
      readonly nullable?: boolean;
      readonly nullLabel?: Localized;
      /** The lower bound itself is not allowed. */
      readonly exclusiveMin?: boolean;
      /** The upper bound itself is not allowed. */
      readonly exclusiveMax?: boolean;
      /** What it counts or measures: forms show it in the field. */
      readonly unit?: Localized;
    })
  | (ParamBase & { readonly kind: 'boolean'; readonly default: boolean })
  | (ParamBase & {
      readonly kind: 'choice';
      readonly default: string;
      readonly options: readonly { readonly value: string; readonly label?: Localized }[];
    })
  | (ParamBase & {
      /** A list of whole numbers: `pair` has two ([height, width]), `shape` has 1 to 4. */
      readonly kind: 'pair' | 'shape';
      readonly default: readonly number[] | null;
      readonly min: number;
      readonly max: number;
      readonly nullable?: boolean;
      readonly nullLabel?: Localized;
    })
  | (ParamBase & {
      /** A list of 1 to 100 numbers, whole ones or any. */
      readonly kind: 'list';
      readonly item: 'int' | 'float';
      readonly default: readonly number[] | null;
      readonly min: number;
      readonly max: number;
      readonly nullable?: boolean;
      readonly nullLabel?: Localized;
    })
  | (ParamBase & {
      /** Free text; `file` is a path on this machine that the host lets one choose. */
      readonly kind: 'text' | 'file';
      readonly default: string;
      /** Names of layers, separated by commas: forms let one choose them from the drawing. */
      readonly of?: 'layers';
    });

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;

/** The defaults of every parameter, in the table's order. */
export const defaultParams = (specs: ParamSpecs): Record<string, ParamValue> =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));

/** Whether a parameter has any effect beside the values of the others. */
export const matters = ({ when }: Pick<ParamSpec, 'when'>, params: Params): boolean =>
  !when ||
  (when.is.includes(params[when.param] ?? null) &&
    (when.and === undefined || matters({ when: when.and }, params)));

/** Why `value` is not allowed for `spec`, or null when it is. `expected` is ready to be shown. */
export function checkParam(
  spec: ParamSpec,
  value: ParamValue | undefined,
): { readonly expected: Localized } | null {
  const fail = (en: string, ko: string) => ({ expected: { en, ko } });
  if (value === null && 'nullable' in spec && spec.nullable) return null;
  switch (spec.kind) {
    case 'int':
    case 'float': {
      const range = `${spec.exclusiveMin ? '>' : '≥'} ${spec.min}, ${spec.exclusiveMax ? '<' : '≤'} ${spec.max}`;
      const whole = spec.kind === 'int';
      const inRange =
        typeof value === 'number' &&
        Number.isFinite(value) &&
        (!whole || Number.isInteger(value)) &&
        (spec.exclusiveMin ? value > spec.min : value >= spec.min) &&
        (spec.exclusiveMax ? value < spec.max : value <= spec.max);
      return inRange
        ? null
        : fail(`a ${whole ? 'whole ' : ''}number ${range}`, `${whole ? '정수' : '실수'} (${range})`);
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : fail('true or false', 'true 또는 false');
    case 'choice': {
      const names = spec.options.map((option) => option.value);
      return typeof value === 'string' && names.includes(value)
        ? null
        : fail(`one of ${names.join(', ')}`, `${names.join(', ')} 중 하나`);
    }
    case 'pair':
    case 'shape': {
      const range = `${spec.min} … ${spec.max}`;
      const count = Array.isArray(value) ? value.length : 0;
      const countFits = spec.kind === 'pair' ? count === 2 : count >= 1 && count <= 4;
      const inRange =
        Array.isArray(value) &&
        countFits &&
        value.every((n) => Number.isInteger(n) && n >= spec.min && n <= spec.max);
      const size = spec.kind === 'pair' ? '2' : '1 … 4';
      return inRange ? null : fail(`${size} whole numbers of ${range}`, `정수 ${size}개 (${range})`);
    }
    case 'list': {
      const range = `${spec.min} … ${spec.max}`;
      const inRange =
        Array.isArray(value) &&
        value.length >= 1 &&
        value.length <= 100 &&
        value.every(
          (n) =>
            Number.isFinite(n) &&
            (spec.item === 'float' || Number.isInteger(n)) &&
            n >= spec.min &&
            n <= spec.max,
        );
      const whole = spec.item === 'int';
      return inRange
        ? null
        : fail(
            `1 … 100 ${whole ? 'whole ' : ''}numbers of ${range}`,
            `${whole ? '정수' : '실수'} 1 … 100개 (${range})`,
          );
    }
    case 'text':
    case 'file':
      return typeof value === 'string' ? null : fail('a text', '문자열');
  }
}
