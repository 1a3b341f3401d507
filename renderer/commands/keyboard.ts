import { COMMANDS, type CommandId } from '#shared/commands/table';
import type { CommandSpec } from '#shared/commands/definition';
import { isCommandEnabled, runCommand } from './run-command';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

interface Chord {
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly key: string;
}

function parseChord(text: string): Chord {
  const parts = text.split(/\+(?!$)/);
  const key = parts.at(-1)!;
  return {
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
    key: key.toLowerCase(),
  };
}

const CHORDS = COMMANDS.flatMap((command: CommandSpec) =>
  command.keys.map((text) => ({ command, chord: parseChord(text) })),
);

/** What the key types, or, where another layout or Alt changes that, the key's place. */
function keysOfEvent({ key, code }: KeyboardEvent): readonly string[] {
  const place = /^(?:Key|Digit)(.)$/.exec(code)?.[1];
  return place === undefined ? [key.toLowerCase()] : [key.toLowerCase(), place.toLowerCase()];
}

function matches(event: KeyboardEvent, { mod, shift, alt, key }: Chord): boolean {
  const modDown = isMac ? event.metaKey : event.ctrlKey;
  // `+` needs Shift on many keyboards.
  const shiftFits = event.shiftKey === shift || key === '+';
  return modDown === mod && shiftFits && event.altKey === alt && keysOfEvent(event).includes(key);
}

const isTypingIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Single keys belong to the canvas; elsewhere they move the focus, close and choose as everywhere. */
const belongsToCanvas = ({ mod, key }: Chord, target: EventTarget | null): boolean =>
  !mod &&
  key !== 'f2' &&
  target instanceof HTMLElement &&
  target !== document.body &&
  target.closest('[data-canvas]') === null;

/** The command that a key press means here and now, if any. */
export function commandFor(event: KeyboardEvent): CommandId | null {
  const typing = isTypingIn(event.target);
  const found = CHORDS.find(
    ({ command, chord }) =>
      matches(event, chord) &&
      (!typing || command.whileTyping === true) &&
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
