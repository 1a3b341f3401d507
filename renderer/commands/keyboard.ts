import { type Chord, keysOfCommand, type OwnKeys, parseChord } from '#shared/commands/chords';
import type { CommandSpec } from '#shared/commands/definition';
import { COMMANDS, type CommandId } from '#shared/commands/table';
import { matches } from '../keys/read-keys';
import { useSettings } from '../state/settings-store';
import { isCommandEnabled, runCommand } from './run-command';

interface Bound {
  readonly command: CommandSpec;
  readonly chord: Chord;
}

let read: { readonly own: OwnKeys; readonly bound: readonly Bound[] } | undefined;

/** All keys as they are now. */
function boundKeys(): readonly Bound[] {
  const { keys: own } = useSettings.getState();
  if (read?.own !== own) {
    const bound = COMMANDS.flatMap((command: CommandSpec) =>
      keysOfCommand(command, own).map((text) => ({ command, chord: parseChord(text) })),
    );
    read = { own, bound };
  }
  return read.bound;
}

const isTypingIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Keys that neither type, move the focus nor choose: they mean the same everywhere. */
const isForAll = ({ mod, key }: Chord): boolean => mod || /^F\d+$/.test(key);

const PRESSES: ReadonlySet<string> = new Set(['Enter', 'Space']);

/** Single keys belong to the canvas; elsewhere they move the focus, close and choose as everywhere. */
const belongsToCanvas = (chord: Chord, target: EventTarget | null): boolean =>
  !isForAll(chord) &&
  target instanceof HTMLElement &&
  target !== document.body &&
  (target.closest('[data-canvas]') === null || (PRESSES.has(chord.key) && target.closest('button') !== null));

/** What a press may mean while one types; a sign that needs AltGr or is put together from several is none. */
const worksWhileTyping = (command: CommandSpec, chord: Chord, event: KeyboardEvent): boolean =>
  command.whileTyping === true && isForAll(chord) && !event.getModifierState('AltGraph');

/** The command that a key press means here and now, if any. */
export function commandFor(event: KeyboardEvent): CommandId | null {
  // Hangul under way: its keys belong to it.
  if (event.isComposing) return null;
  const typing = isTypingIn(event.target);
  const found = boundKeys().find(
    ({ command, chord }) =>
      matches(event, chord) &&
      (!typing || worksWhileTyping(command, chord, event)) &&
      !belongsToCanvas(chord, event.target),
  );
  return (found?.command.id as CommandId | undefined) ?? null;
}

/** Makes the keys of every command work; returns what ends that. */
export function startKeyboard(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const command = commandFor(event);
    if (!command || !isCommandEnabled(command)) return;
    event.preventDefault();
    runCommand(command);
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}
