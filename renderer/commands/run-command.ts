import { commandOf, type CommandId } from '#shared/commands/table';
import { BINDINGS } from './bindings';

export const isCommandEnabled = (id: CommandId): boolean => BINDINGS[id].isEnabled?.() ?? true;

/** Does what a command stands for, when it applies now. */
export function runCommand(id: CommandId): void {
  if (isCommandEnabled(id)) void BINDINGS[id].run();
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const SHOWN: Readonly<Record<string, string>> = isMac
  ? {
      Mod: '⌘',
      Shift: '⇧',
      Alt: '⌥',
      Enter: '↩',
      Delete: '⌦',
      Backspace: '⌫',
      Escape: 'esc',
      ArrowUp: '↑',
      ArrowDown: '↓',
    }
  : { Mod: 'Ctrl', Escape: 'Esc', Delete: 'Del', ArrowUp: '↑', ArrowDown: '↓' };

/** The first key combination of a command as people read it: `Ctrl+Shift+Z`; empty when it has none. */
export function keysOf(id: CommandId): string {
  const [first] = commandOf(id).keys;
  if (first === undefined) return '';
  const parts = first.split(/\+(?!$)/).map((part) => SHOWN[part] ?? part);
  return parts.join(isMac ? '' : '+');
}
