import { expect, test } from 'vitest';
import {
  keysOfCommand,
  type OwnKeys,
  ownKeysSchema,
  parseChord,
  refusalOf,
  writeChord,
} from '#shared/commands/chords';
import type { CommandSpec } from '#shared/commands/definition';
import { COMMANDS } from '#shared/commands/table';

const commands: readonly CommandSpec[] = COMMANDS;

test.each(commands.flatMap(({ keys }) => keys))(
  '%s is read and written as it stands in the table',
  (keys) => {
    expect(writeChord(parseChord(keys))).toBe(keys);
  },
);

test('a plus sign is a key too', () => {
  expect(parseChord('Mod++')).toEqual({ mod: true, shift: false, alt: false, key: '+' });
});

test('no command comes with keys that are refused', () => {
  const refused = commands.flatMap(({ id, keys }) => keys.filter(refusalOf).map((key) => `${id} ${key}`));
  expect(refused).toEqual([]);
});

test('keys of the browser and those that walk are refused with the reason', () => {
  expect(['Mod+W', 'ArrowUp', 'Mod+J'].map((keys) => refusalOf(keys)?.en)).toEqual([
    'The browser or the system keeps these keys for itself.',
    'The arrow keys walk along the network and move blocks.',
    undefined,
  ]);
});

test('own keys take the place of those of the table, none included', () => {
  const [undo] = commands.filter(({ id }) => id === 'edit.undo');
  const own: OwnKeys[] = [{}, { 'edit.undo': ['Mod+U'] }, { 'edit.undo': [] }, { 'edit.redo': ['Mod+U'] }];
  expect(own.map((keys) => keysOfCommand(undo!, keys))).toEqual([['Mod+Z'], ['Mod+U'], [], ['Mod+Z']]);
});

test('own keys from a damaged file are told', () => {
  expect(ownKeysSchema.safeParse({ 'edit.undo': 'Mod+U' }).success).toBe(false);
});
