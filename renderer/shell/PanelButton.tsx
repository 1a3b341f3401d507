import { clsx } from 'clsx';
import type { CommandId } from '#shared/commands/table';
import type { Localized } from '#shared/graph/diagnostic';
import { runCommand } from '../commands/run-command';
import { useText } from '../i18n/use-text';
import { useKeysOf } from '../keys/show-keys';
import { type PanelName, usePanels } from '../state/panels-store';
import { Icon } from '../ui/Icon';
import { Tooltip } from '../ui/Tooltip';

interface Look {
  readonly command: CommandId;
  readonly panel: Localized;
  /** Where it stands on the canvas: at the edge behind which the panel is. */
  readonly place: string;
  /** Arrows that put the panel away and bring it back. */
  readonly away: string;
  readonly back: string;
}

const SIDE = 'inset-y-0 my-auto h-12 w-4';
const LOOKS: Readonly<Record<PanelName, Look>> = {
  left: {
    command: 'view.leftPanel',
    panel: { en: 'the left panel', ko: '왼쪽 패널' },
    place: `left-0 rounded-r-md border-l-0 ${SIDE}`,
    away: 'chevron-left',
    back: 'chevron-right',
  },
  right: {
    command: 'view.inspector',
    panel: { en: 'the inspector', ko: '속성 창' },
    place: `right-0 rounded-l-md border-r-0 ${SIDE}`,
    away: 'chevron-right',
    back: 'chevron-left',
  },
  dock: {
    command: 'view.dock',
    panel: { en: 'the lower panel', ko: '아래 패널' },
    place: 'bottom-0 inset-x-0 mx-auto h-4 w-12 rounded-t-md border-b-0',
    away: 'chevron-down',
    back: 'chevron-up',
  },
};

/** At the edge of the canvas: puts the panel beyond it away and brings it back. */
export function PanelButton({ name }: { name: PanelName }) {
  const t = useText();
  const keysOf = useKeysOf();
  const isAway = usePanels((state) => state[name]);
  const { command, panel, place, away, back } = LOOKS[name];
  const label = t(
    isAway
      ? { en: `Show ${panel.en}`, ko: `${panel.ko} 보이기` }
      : { en: `Hide ${panel.en}`, ko: `${panel.ko} 숨기기` },
  );
  return (
    <Tooltip text={label} keys={keysOf(command)}>
      <button
        type="button"
        aria-label={label}
        aria-expanded={!isAway}
        className={clsx(
          'absolute z-10 flex items-center justify-center border border-line hover:bg-hover hover:text-ink',
          isAway ? 'bg-accent-soft text-ink' : 'bg-panel text-muted',
          place,
        )}
        onClick={() => runCommand(command)}
      >
        <Icon name={isAway ? back : away} size={12} />
      </button>
    </Tooltip>
  );
}
