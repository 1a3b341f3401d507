import { afterEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '#shared/commands/table';
import { commandFor } from '../../../renderer/commands/keyboard';
import { addKeys, resetAllKeys } from '../../../renderer/keys/own-keys';

function press(target: HTMLElement, init: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, ...init });
  target.dispatchEvent(event);
  return event;
}

const add = (html: string): HTMLElement => {
  document.body.innerHTML = html;
  return document.body.querySelector<HTMLElement>('[data-at]')!;
};

afterEach(() => {
  resetAllKeys();
  document.body.innerHTML = '';
});

describe('commandFor', () => {
  it.each([
    [{ key: 'z', ctrlKey: true }, 'edit.undo'],
    [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'edit.redo'],
    [{ key: 'y', ctrlKey: true }, 'edit.redo'],
    [{ key: 'ㅋ', code: 'KeyZ', ctrlKey: true }, 'edit.undo'],
    [{ key: 'Delete' }, 'edit.delete'],
    [{ key: 'F2' }, 'edit.rename'],
    [{ key: '1' }, 'view.fit'],
    [{ key: '+', ctrlKey: true, shiftKey: true }, 'view.zoomIn'],
    [{ key: 'q', ctrlKey: true }, null],
    [{ key: 'z' }, null],
  ] as const)('reads %o on the page as %s', (init, expected) => {
    expect(commandFor(press(document.body, init))).toBe(expected);
  });

  it('leaves the keys of a text field alone, but for those that work while typing', () => {
    const field = add('<input data-at />');
    const commands = [
      press(field, { key: 'z', ctrlKey: true }),
      press(field, { key: 'Delete' }),
      press(field, { key: 's', ctrlKey: true }),
    ].map(commandFor);
    expect(commands).toEqual([null, null, 'file.save']);
  });

  it('gives single keys to the canvas alone', () => {
    const button = add('<button data-at></button>');
    const outside = commandFor(press(button, { key: 'Delete' }));
    const block = add('<div data-canvas><div data-at tabindex="0"></div></div>');
    expect([outside, commandFor(press(block, { key: 'Delete' }))]).toEqual([null, 'edit.delete']);
  });

  it('calls a command by Space, which presses a button where there is one', () => {
    addKeys('view.fit', 'Space');
    const canvas = add('<div data-canvas data-at tabindex="0"><button></button></div>');
    const onCanvas = commandFor(press(canvas, { key: ' ', code: 'Space' }));
    const onButton = commandFor(press(canvas.querySelector('button')!, { key: ' ', code: 'Space' }));
    expect([onCanvas, onButton]).toEqual(['view.fit', null]);
  });

  it('never takes a key that types from a field, not even on the canvas', () => {
    for (const { id } of COMMANDS) addKeys(id, 'P');
    addKeys('file.save', 'P');
    const field = add('<div data-canvas><input data-at /></div>');
    const typed = [
      { key: 'p' },
      { key: 'P', shiftKey: true },
      { key: ' ', code: 'Space' },
      { key: 'Enter', ctrlKey: true, isComposing: true },
    ];
    expect(typed.map((init) => commandFor(press(field, init)))).toEqual([null, null, null, null]);
    expect(commandFor(press(document.body, { key: 'p' }))).toBe('file.save');
  });
});
