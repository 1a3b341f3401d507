import { expect } from 'vitest';
import type { Localized } from '#shared/graph/diagnostic';
import type { ParamSpecs } from '#shared/graph/params';

const HANGUL = /[가-힣]/;

/** Expects every text to say something in English, and in Korean with Korean letters. */
export function expectTexts(texts: Readonly<Record<string, Localized>>): void {
  const bad = Object.entries(texts)
    .filter(([, { en, ko }]) => en.trim() === '' || HANGUL.test(en) || !HANGUL.test(ko))
    .map(([name]) => name);
  expect(bad).toEqual([]);
}

/** All texts of a parameter table. */
export const paramTexts = (specs: ParamSpecs): Record<string, Localized> =>
  Object.fromEntries(
    Object.entries(specs).flatMap(([name, spec]) => [
      [`${name}.label`, spec.label],
      [`${name}.help`, spec.help],
      ...('nullLabel' in spec && spec.nullLabel ? [[`${name}.nullLabel`, spec.nullLabel] as const] : []),
    ]),
  );
