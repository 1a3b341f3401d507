import { Panel } from '@xyflow/react';
import { useSyncExternalStore } from 'react';
import { type CommandId, commandOf } from '#shared/commands/table';
import { runCommand } from '../commands/run-command';
import { useKeysOf } from '../keys/show-keys';
import { useText } from '../i18n/use-text';
import { IconButton } from '../ui/IconButton';
import { Tooltip } from '../ui/Tooltip';
import { onView, viewNow } from './moving-view';

const percentNow = (): number => Math.round(viewNow().zoom * 100);

const BUTTONS: readonly CommandId[] = ['view.zoomIn', 'view.fit', 'view.autoLayout'];

/** Buttons for the view, with the zoom between them; a click on it goes back to full size. */
export function ZoomControls() {
  return (
    <Panel
      position="bottom-left"
      className="flex items-center gap-0.5 rounded-lg border border-line bg-panel p-0.5 shadow-sm"
    >
      <CommandIcon id="view.zoomOut" />
      <Percent />
      {BUTTONS.map((id) => (
        <CommandIcon key={id} id={id} />
      ))}
    </Panel>
  );
}

/** By itself, for it changes with every picture while one zooms. */
function Percent() {
  const t = useText();
  const percent = useSyncExternalStore(onView, percentNow);
  const keysOf = useKeysOf();
  const { label } = commandOf('view.fullSize');
  return (
    <Tooltip text={t(label)} keys={keysOf('view.fullSize')}>
      <button
        type="button"
        className="h-7 w-12 rounded-md text-xs tabular-nums hover:bg-hover"
        aria-label={t({ en: `Zoom ${percent} %, back to 100 %`, ko: `배율 ${percent} %, 100 %로` })}
        onClick={() => runCommand('view.fullSize')}
      >
        {percent} %
      </button>
    </Tooltip>
  );
}

function CommandIcon({ id }: { id: CommandId }) {
  const t = useText();
  const keysOf = useKeysOf();
  const { icon, label } = commandOf(id);
  return (
    <IconButton
      icon={icon}
      size="small"
      className="size-7!"
      label={t(label)}
      hint={keysOf(id)}
      onClick={() => runCommand(id)}
    />
  );
}
