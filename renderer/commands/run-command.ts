import type { CommandId } from '#shared/commands/table';
import { BINDINGS } from './bindings';

export const isCommandEnabled = (id: CommandId): boolean => BINDINGS[id].isEnabled?.() ?? true;

/** Does what a command stands for, when it applies now. */
export function runCommand(id: CommandId): void {
  if (isCommandEnabled(id)) void BINDINGS[id].run();
}
