import { z } from 'zod';
import type { Localized } from '#shared/graph/diagnostic';
import type { CommandSpec } from './definition';

/** Keys that are pressed together. */
export interface Chord {
  /** Ctrl, or ⌘ on a Mac. */
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** As `CommandSpec.keys` writes it: `Z`, `1`, `F2`, `ArrowUp`. */
  readonly key: string;
}

/** Keys of the user's own for some commands, by their ids, in place of the table's; none: an empty list. */
export const ownKeysSchema = z.record(z.string(), z.array(z.string().max(40)).max(8).readonly()).readonly();
export type OwnKeys = z.infer<typeof ownKeysSchema>;

/** The parts of `Mod+Shift+Z`, the key last; `Mod++` has the key `+`. */
export const partsOf = (keys: string): readonly string[] => keys.split(/\+(?!$)/);

/** Reads what `CommandSpec.keys` says. */
export function parseChord(keys: string): Chord {
  const parts = partsOf(keys);
  return {
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
    key: parts.at(-1)!,
  };
}

/** The same keys in the one way in which `CommandSpec.keys` writes them. */
export const writeChord = ({ mod, shift, alt, key }: Chord): string =>
  [mod && 'Mod', shift && 'Shift', alt && 'Alt', key].filter(Boolean).join('+');

/** The keys of a command, the first one shown. */
export const keysOfCommand = ({ id, keys }: CommandSpec, own: OwnKeys): readonly string[] =>
  Object.hasOwn(own, id) ? own[id]! : keys;

const ELSEWHERE: Localized = {
  en: 'The browser or the system keeps these keys for itself.',
  ko: '브라우저나 운영 체제가 쓰는 키입니다.',
};
const WALKING: Localized = {
  en: 'The arrow keys walk along the network and move blocks.',
  ko: '화살표 키는 신경망을 따라 이동하고 블록을 옮기는 데 씁니다.',
};
const TAKEN_ELSEWHERE: ReadonlySet<string> = new Set(
  (
    'Mod+W Mod+T Mod+N Mod+Q Mod+R Mod+Tab Mod+Shift+W Mod+Shift+T Mod+Shift+N Mod+Shift+R Mod+Shift+I Mod+Shift+J ' +
    'F5 F11 F12 Alt+F4 Alt+Tab Alt+ArrowLeft Alt+ArrowRight'
  ).split(' '),
);

/** Why a command cannot have these keys; null where it can. */
export function refusalOf(keys: string): Localized | null {
  if (TAKEN_ELSEWHERE.has(keys)) return ELSEWHERE;
  const { key, alt } = parseChord(keys);
  return key.startsWith('Arrow') && !alt ? WALKING : null;
}
