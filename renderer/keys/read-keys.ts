import { type Chord, writeChord } from '#shared/commands/chords';
import { isModDown } from './show-keys';

/** The letter or digit that stands at the key's place on the keyboard. */
const placeOf = (code: string): string | undefined => /^(?:Key|Digit)(.)$/.exec(code)?.[1];

/** What the key types, or, where another layout or Alt changes that, the key's place. In lower case. */
export function keysOfEvent({ key, code }: KeyboardEvent): readonly string[] {
  const typed = nameOf(key).toLowerCase();
  const place = placeOf(code);
  return place === undefined ? [typed] : [typed, place.toLowerCase()];
}

/** Space types a blank, which has a name in the command table. */
const nameOf = (key: string): string => (key === ' ' ? 'Space' : key);

/** Whether a press is exactly these keys. */
export function matches(event: KeyboardEvent, { mod, shift, alt, key }: Chord): boolean {
  // `+` and `?` need Shift on many keyboards.
  const shiftFits = event.shiftKey === shift || key === '+' || key === '?';
  return (
    isModDown(event) === mod &&
    shiftFits &&
    event.altKey === alt &&
    keysOfEvent(event).includes(key.toLowerCase())
  );
}

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph']);

/** The keys of a press as the command table writes them; null while only modifiers are down, or for a key that it cannot name. */
export function readKeys(event: KeyboardEvent): string | null {
  if (MODIFIERS.has(event.key) || event.key === 'Dead' || event.key === 'Unidentified') return null;
  const typed = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const key = placeOf(event.code) ?? nameOf(typed);
  const isShifted = event.shiftKey && key !== '+' && key !== '?';
  return writeChord({
    mod: isModDown(event),
    shift: isShifted,
    alt: event.altKey,
    key,
  });
}
