import { keysOfCommand, partsOf } from '#shared/commands/chords';
import { commandOf, type CommandId } from '#shared/commands/table';
import { useSettings } from '../state/settings-store';

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether Ctrl is down, or ⌘ on a Mac. */
export const isModDown = (event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean =>
  isMac ? event.metaKey : event.ctrlKey;

const ARROWS = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };
const SHOWN: Readonly<Record<string, string>> = isMac
  ? {
      ...ARROWS,
      Mod: '⌘',
      Shift: '⇧',
      Alt: '⌥',
      Enter: '↩',
      Delete: '⌦',
      Backspace: '⌫',
      Escape: 'esc',
    }
  : { ...ARROWS, Mod: 'Ctrl', Escape: 'Esc', Delete: 'Del' };

/** Keys as people read them: `Ctrl+Shift+Z`. */
export const showKeys = (keys: string): string =>
  partsOf(keys)
    .map((part) => SHOWN[part] ?? part)
    .join(isMac ? '' : '+');

/** Says the first keys of a command; an empty text when it has none. */
export function useKeysOf(): (id: CommandId) => string {
  const own = useSettings((state) => state.keys);
  return (id) => {
    const [first] = keysOfCommand(commandOf(id), own);
    return first === undefined ? '' : showKeys(first);
  };
}
