import { beforeEach, describe, expect, test } from 'vitest';
import { commandFor } from '../../../renderer/commands/keyboard';
import {
  addKeys,
  commandWith,
  hasOwnKeys,
  keysFor,
  removeKeys,
  resetAllKeys,
  resetKeys,
} from '../../../renderer/keys/own-keys';
import { readKeys } from '../../../renderer/keys/read-keys';
import { useSettings } from '../../../renderer/state/settings-store';

const press = (init: KeyboardEventInit): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { bubbles: true, ...init });
  document.body.dispatchEvent(event);
  return event;
};

beforeEach(resetAllKeys);

describe('keys of the user’s own', () => {
  test('call the command, and the ones taken away do not', () => {
    addKeys('edit.frame', 'Mod+J');
    removeKeys('edit.frame', 'Mod+G');
    expect([keysFor('edit.frame'), hasOwnKeys('edit.frame')]).toEqual([['Mod+J'], true]);
    const commands = [press({ key: 'j', ctrlKey: true }), press({ key: 'g', ctrlKey: true })].map(commandFor);
    expect(commands).toEqual(['edit.frame', null]);
  });

  test('are taken from the command that had them', () => {
    addKeys('edit.frame', 'Mod+B');
    expect(commandWith('Mod+B')).toBe('edit.frame');
    expect(keysFor('edit.bypass')).toEqual([]);
  });

  test('go back to those the command came with, which others lose again', () => {
    addKeys('edit.frame', 'Mod+B');
    resetKeys('edit.bypass');
    expect([keysFor('edit.bypass'), keysFor('edit.frame')]).toEqual([['Mod+B'], ['Mod+G']]);
    expect(useSettings.getState().keys).toEqual({});
  });
});

test.each([
  [{ key: 'z', code: 'KeyZ', ctrlKey: true }, 'Mod+Z'],
  [{ key: 'Z', code: 'KeyZ', ctrlKey: true, shiftKey: true }, 'Mod+Shift+Z'],
  [{ key: 'ㅋ', code: 'KeyZ', ctrlKey: true, altKey: true }, 'Mod+Alt+Z'],
  [{ key: '+', code: 'Equal', ctrlKey: true, shiftKey: true }, 'Mod++'],
  [{ key: 'F4', code: 'F4' }, 'F4'],
  [{ key: ' ', code: 'Space' }, 'Space'],
  [{ key: 'Control', code: 'ControlLeft', ctrlKey: true }, null],
] as const)('a press of %o is written as %s', (init, expected) => {
  expect(readKeys(press(init))).toBe(expected);
});
