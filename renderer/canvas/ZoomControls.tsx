import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { type CommandId, commandOf } from '#shared/commands/table';
import { runCommand } from '../commands/run-command';
import { useKeysOf } from '../keys/show-keys';
import { useText } from '../i18n/use-text';
import { IconButton } from '../ui/IconButton';

const BUTTONS: readonly CommandId[] = ['view.zoomIn', 'view.fit', 'view.autoLayout'];

/** Buttons for the view, with the zoom between them; a click on it goes back to full size. */
export function ZoomControls() {
  const t = useText();
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  const { zoomTo } = useReactFlow();
  return (
    <Panel
      position="bottom-left"
      className="flex items-center gap-0.5 rounded-lg border border-line bg-panel p-0.5 shadow-sm"
    >
      <CommandIcon id="view.zoomOut" />
      <button
        type="button"
        className="h-7 w-12 rounded-md text-xs tabular-nums hover:bg-hover"
        aria-label={t({ en: `Zoom ${percent} %, back to 100 %`, ko: `배율 ${percent} %, 100 %로` })}
        onClick={() => void zoomTo(1)}
      >
        {percent} %
      </button>
      {BUTTONS.map((id) => (
        <CommandIcon key={id} id={id} />
      ))}
    </Panel>
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
