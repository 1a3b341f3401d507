import { COMMANDS, type CommandId } from '#shared/commands/table';
import type { Host } from '../host/host';
import { runCommand } from './run-command';

const isCommand = (id: string): id is CommandId => COMMANDS.some((command) => command.id === id);

/** Runs what is chosen in the menu of a desktop host. */
export function followNativeMenu(host: Host): void {
  host.onCommand((id) => {
    if (isCommand(id)) runCommand(id);
  });
}
