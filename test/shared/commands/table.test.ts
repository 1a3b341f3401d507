import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CommandSpec } from '#shared/commands/definition';
import { MENUS } from '#shared/commands/menus';
import { commandOf, COMMANDS } from '#shared/commands/table';
import { wrongTexts } from '../../contract/texts';

const commands: readonly CommandSpec[] = COMMANDS;
const KEY =
  /^(Mod\+|Alt\+|Shift\+)*([A-Z0-9]|[-=,./?+]|F\d{1,2}|Delete|Backspace|Escape|Space|Enter|Tab|Arrow(Left|Right|Up|Down)|Plus|Minus)$/;

const doubled = (values: readonly string[]): string[] =>
  values.filter((value, i) => values.indexOf(value) !== i);

describe('commands', () => {
  test('have ids of their own, in the menu they begin with', () => {
    expect(doubled(commands.map(({ id }) => id))).toEqual([]);
    expect(commands.filter(({ id }) => !/^[a-z]+\.[a-zA-Z]+$/.test(id))).toEqual([]);
  });

  test('have keys of their own, written in the known way', () => {
    const keys = commands.flatMap((command) => command.keys);
    expect(doubled(keys)).toEqual([]);
    expect(keys.filter((key) => !KEY.test(key))).toEqual([]);
  });

  test('are labelled in English and Korean', () => {
    expect(wrongTexts(Object.fromEntries(commands.map(({ id, label }) => [id, label])))).toEqual([]);
  });

  test.each([...new Set(commands.map(({ icon }) => icon))])('have icons that exist: %s', (icon) => {
    expect(existsSync(resolve('node_modules/lucide-react/dist/esm/icons', `${icon}.mjs`))).toBe(true);
  });

  test('stand together, menu by menu, in the order of the menu bar', () => {
    const order = commands.map(({ menu }) => menu).filter((menu, i, all) => menu !== all[i - 1]);
    expect(order).toEqual(Object.keys(MENUS));
  });

  test('are found by their ids', () => {
    expect(commands.map(({ id }) => commandOf(id as (typeof COMMANDS)[number]['id']).id)).toEqual(
      commands.map(({ id }) => id),
    );
  });
});

test('menus are labelled in English and Korean', () => {
  expect(wrongTexts(MENUS)).toEqual([]);
});
