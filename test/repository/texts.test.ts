import { describe, expect, test } from 'vitest';
import { MENUS } from '#shared/commands/menus';
import { COMMANDS } from '#shared/commands/table';
import { DATASETS } from '#shared/data/table';
import { ACTIVATIONS } from '#shared/layers/activations';
import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';
import { INITIALIZERS } from '#shared/train/initializers';
import { LOSSES } from '#shared/train/losses';
import { METRICS } from '#shared/train/metrics';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { CODE_FILES, textOf } from './files';

const TABLES = {
  LAYERS,
  ACTIVATIONS,
  CATEGORIES,
  OPTIMIZERS,
  LOSSES,
  METRICS,
  INITIALIZERS,
  DATASETS,
  COMMANDS,
  MENUS,
};

interface Text {
  readonly path: string;
  readonly en: unknown;
  readonly ko: unknown;
}

/** Every text in two languages, however deep it lies. */
function textsIn(value: unknown, path: string): Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value || 'ko' in value) {
    const { en, ko } = value as { en?: unknown; ko?: unknown };
    return [{ path, en, ko }];
  }
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`));
}

const HANGUL = /[가-힣]/;
/** Names that are the same everywhere: XOR, ReLU, Adam. */
const isName = ({ en, ko }: Text): boolean =>
  en === ko && typeof en === 'string' && en.length <= 30 && !en.includes('. ');

const isWhole = (text: Text): boolean =>
  typeof text.en === 'string' &&
  typeof text.ko === 'string' &&
  text.en.trim() !== '' &&
  !HANGUL.test(text.en) &&
  (HANGUL.test(text.ko) || isName(text));

describe.each(Object.entries(TABLES))('the table %s', (name, table) => {
  test('has every text in English and Korean', () => {
    expect(textsIn(table, name).filter((text) => !isWhole(text))).toEqual([]);
  });
});

test('the tables have texts at all', () => {
  expect(textsIn(TABLES, 'tables').length).toBeGreaterThan(300);
});

test('the examples are described in English and Korean', () => {
  const index = JSON.parse(textOf('assets/examples/index.json')) as {
    readonly blocks?: readonly unknown[];
  }[];
  const texts = textsIn(index, 'examples');
  const entries = index.flatMap(({ blocks = [] }) => [index, ...blocks]);
  expect(texts).toHaveLength(2 * entries.length);
  expect(texts.filter((text) => !isWhole(text))).toEqual([]);
});

test('no text in the code is there in one language only', () => {
  const product = CODE_FILES.filter((path) => /^(shared|electron|renderer)\//.test(path));
  const count = (text: string, key: 'en' | 'ko') =>
    text.match(new RegExp(`(?<![\\w.?])${key}:\\s`, 'g'))?.length ?? 0;
  const uneven = product.flatMap((path) => {
    const text = textOf(path);
    const [en, ko] = [count(text, 'en'), count(text, 'ko')];
    return en === ko ? [] : [`${path}: ${en} in English, ${ko} in Korean`];
  });
  expect(uneven).toEqual([]);
});
