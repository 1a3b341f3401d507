import { commandOf, type CommandId } from '#shared/commands/table';
import { runCommand } from '../commands/run-command';
import { useText } from '../i18n/use-text';
import { useKeysOf } from '../keys/show-keys';
import { IconButton } from '../ui/IconButton';

/** A command of the table as a button with its icon, name and keys. */
export function CommandButton({ id }: { id: CommandId }) {
  const t = useText();
  const keysOf = useKeysOf();
  const { icon, label } = commandOf(id);
  return <IconButton icon={icon} label={t(label)} hint={keysOf(id)} onClick={() => runCommand(id)} />;
}
