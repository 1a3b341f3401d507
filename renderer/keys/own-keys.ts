import { keysOfCommand } from '#shared/commands/chords';
import type { CommandSpec } from '#shared/commands/definition';
import { commandOf, type CommandId, COMMANDS } from '#shared/commands/table';
import { useSettings } from '../state/settings-store';

const commands: readonly CommandSpec[] = COMMANDS;

/** The keys of a command as they are now, the user's own or the table's. */
export const keysFor = (id: CommandId): readonly string[] =>
  keysOfCommand(commandOf(id), useSettings.getState().keys);

/** Whether a command has other keys than it came with. */
export const hasOwnKeys = (id: CommandId): boolean => Object.hasOwn(useSettings.getState().keys, id);

/** Gives a command other keys; those it came with are not kept as its own. */
export function setKeys(id: CommandId, keys: readonly string[]): void {
  const { keys: own, set } = useSettings.getState();
  const { [id]: _before, ...others } = own;
  const isUsual = commandOf(id).keys.join(' ') === keys.join(' ');
  set({ keys: isUsual ? others : { ...others, [id]: keys } });
}

/** The command that these keys call, if any. */
export function commandWith(keys: string): CommandId | null {
  const { keys: own } = useSettings.getState();
  const found = commands.find((command) => keysOfCommand(command, own).includes(keys));
  return (found?.id as CommandId | undefined) ?? null;
}

/** Adds keys to a command and takes them from the one that had them. */
export function addKeys(id: CommandId, keys: string): void {
  const holder = commandWith(keys);
  if (holder === id) return;
  if (holder) removeKeys(holder, keys);
  setKeys(id, [...keysFor(id), keys]);
}

export const removeKeys = (id: CommandId, keys: string): void =>
  setKeys(
    id,
    keysFor(id).filter((known) => known !== keys),
  );

/** A command's keys as it came with; what others were given of them in the meantime is taken back. */
export function resetKeys(id: CommandId): void {
  for (const keys of commandOf(id).keys) {
    const holder = commandWith(keys);
    if (holder && holder !== id) removeKeys(holder, keys);
  }
  setKeys(id, commandOf(id).keys);
}

/** All keys as the app came with. */
export const resetAllKeys = (): void => useSettings.getState().set({ keys: {} });
