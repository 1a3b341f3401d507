import { clsx } from 'clsx';
import { formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { canvasView } from '../state/canvas-view';
import { useProject } from '../state/project-store';
import { Icon } from '../ui/Icon';
import { Tooltip } from '../ui/Tooltip';
import type { HealthRow } from './health-rows';
import type { Point, Range } from './log-path';
import { Sparkline } from './Sparkline';
import { DEAD, HEALTHY, SATURATED, VERDICTS } from './texts';
import { LIMITS, type Verdict } from './verdict';

const UPDATE_BAND: Range = [LIMITS.update.least, LIMITS.update.most];
const NOTHING = '–';

interface LayerRowProps {
  readonly row: HealthRow;
  readonly gradientRange: Range | null;
  readonly updateRange: Range | null;
}

/** One layer's numbers; a click on its name shows the block. */
export function LayerRow({ row, gradientRange, updateRange }: LayerRowProps) {
  const t = useText();
  const { layer, name, blockId, verdicts } = row;
  const isSelected = useProject((state) => state.selection.has(blockId));
  const { mean, deviation } = layer;
  return (
    <tr className={clsx('border-t border-line', isSelected && 'bg-accent-soft')} data-layer={layer.nodeId}>
      <th scope="row" className="max-w-40 px-1.5 py-1 font-medium">
        <button
          type="button"
          className="max-w-full truncate text-left decoration-from-font underline-offset-2 hover:underline"
          onClick={() => canvasView()?.reveal(blockId)}
        >
          {name}
        </button>
      </th>
      <td className="px-1.5 py-1">
        <Verdicts verdicts={verdicts} />
      </td>
      <td className="px-1.5 py-1">
        <Curve points={row.gradientNorm} range={gradientRange} missing="∞" />
      </td>
      <td className="px-1.5 py-1">
        <Curve points={row.updateRatio} range={updateRange} band={UPDATE_BAND} missing={NOTHING} />
      </td>
      <td className="px-1.5 py-1">
        {mean === null || deviation === null
          ? NOTHING
          : `${formatNumber(mean, 2)} ± ${formatNumber(deviation, 2)}`}
      </td>
      <td className="px-1.5 py-1">
        <Units share={layer.dead ?? layer.saturated} word={t(layer.dead === null ? SATURATED : DEAD)} />
      </td>
    </tr>
  );
}

function Verdicts({ verdicts }: { verdicts: readonly Verdict[] }) {
  const t = useText();
  const shown = verdicts.length > 0 ? verdicts.map((verdict) => VERDICTS[verdict]) : [HEALTHY];
  return (
    <span className="flex flex-col items-start gap-0.5">
      {shown.map(({ label, icon, tone, explanation }) => (
        <Tooltip key={label.en} text={t(explanation)}>
          <button
            type="button"
            className={clsx('flex cursor-help! items-center gap-1 rounded px-1.5 py-0.5', tone)}
          >
            <Icon name={icon} size={13} />
            {t(label)}
          </button>
        </Tooltip>
      ))}
    </span>
  );
}

interface CurveProps {
  readonly points: readonly Point[];
  readonly range: Range | null;
  readonly band?: Range;
  /** Stands where there is no present value. */
  readonly missing: string;
}

function Curve({ points, range, band, missing }: CurveProps) {
  const value = points.at(-1)?.value ?? null;
  return (
    <span className="flex items-center gap-2">
      <Sparkline points={points} range={range} {...(band && { band })} />
      <span className="min-w-14">{value === null ? missing : formatNumber(value)}</span>
    </span>
  );
}

function Units({ share, word }: { share: number | null; word: string }) {
  if (share === null) return NOTHING;
  const isMuch = share > LIMITS.dead;
  return (
    <span className="flex items-center gap-2">
      <span className="h-2 w-8 shrink-0 min-[1400px]:w-12 overflow-hidden rounded-full bg-hover" aria-hidden>
        <span
          className={clsx('block h-full', isMuch ? 'bg-warning' : 'bg-accent')}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      {`${Math.round(share * 100)} % ${word}`}
    </span>
  );
}
