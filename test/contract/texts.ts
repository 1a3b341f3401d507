import type { Localized } from '#shared/graph/diagnostic';
import type { ParamSpecs } from '#shared/graph/params';

const HANGUL = /[가-힣]/;

/** Names of the texts that say nothing in English, or nothing with Korean letters in Korean. */
export const wrongTexts = (texts: Readonly<Record<string, Localized>>): readonly string[] =>
  Object.entries(texts)
    .filter(([, { en, ko }]) => en.trim() === '' || HANGUL.test(en) || !HANGUL.test(ko))
    .map(([name]) => name);

/** All texts of a parameter table. */
export const paramTexts = (specs: ParamSpecs): Record<string, Localized> =>
  Object.fromEntries(
    Object.entries(specs).flatMap(([name, spec]) => [
      [`${name}.label`, spec.label],
      [`${name}.help`, spec.help],
      ...('nullLabel' in spec && spec.nullLabel ? [[`${name}.nullLabel`, spec.nullLabel] as const] : []),
    ]),
  );
