import { availableParallelism } from 'node:os';
import type { ArgsDef } from 'citty';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {
  readonly diagnostic: Diagnostic;
  constructor(message: Localized, details: Partial<Diagnostic> = {}) {
    super(message.en);
    this.name = 'UsageError';
    this.diagnostic = { code: 'wrong-usage', severity: 'error', message, ...details };
  }
}

interface Parsed {
  readonly _: readonly string[];
  readonly [name: string]: unknown;
}

/** citty passes unknown options over in silence; here they are refused, and so are words too many and options without value. */
export function checkUsage(args: Parsed, definition: ArgsDef): void {
  const names = Object.keys(definition);
  const known = new Set(
    names.flatMap((name) => [
      name,
      camelCase(name),
      ...[(definition[name] as { readonly alias?: string | string[] }).alias ?? []].flat(),
    ]),
  );
  for (const name of Object.keys(args)) {
    if (name !== '_' && !known.has(name))
      throw new UsageError({
        en: `There is no option "${name.length === 1 ? '-' : '--'}${name}".`,
        ko: `"${name.length === 1 ? '-' : '--'}${name}" 옵션은 없습니다.`,
      });
    const value = args[name];
    // A word that begins with a dash is the next option, which the parser took for the value.
    if (definition[name]?.type === 'string' && typeof value === 'string' && /^(-|$)/.test(value))
      throw new UsageError(
        {
          en: `The option "--${name}" needs a value.`,
          ko: `"--${name}" 옵션에는 값이 필요합니다.`,
        },
        value === '' ? {} : { received: value },
      );
  }
  const places = names.filter((name) => definition[name]!.type === 'positional');
  const many = places.at(-1)?.endsWith('files') ?? false;
  if (!many && args._.length > places.length)
    throw new UsageError({
      en: `There is no place for "${args._[places.length]}".`,
      ko: `"${args._[places.length]}"은(는) 필요 없는 인수입니다.`,
    });
}

const camelCase = (name: string): string =>
  name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The value of `--threads`: at most one a core. */
export const threadsOf = (text: string | undefined): number | undefined =>
  wholeNumber(text, 'threads', 1, availableParallelism());

/** A whole number from `min` to `max`, or undefined when the option was not given. */
export function wholeNumber(
  text: string | undefined,
  name: string,
  min: number,
  max: number,
): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(
    {
      en: `The value of "--${name}" is not allowed.`,
      ko: `"--${name}" 옵션의 값이 올바르지 않습니다.`,
    },
    { expected: { en: `a whole number of ${min} … ${max}`, ko: `${min} … ${max}의 정수` }, received: text },
  );
}
