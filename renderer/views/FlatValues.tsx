import { type PointerEvent, useCallback, useState } from 'react';
import { formatCount } from '#shared/graph/count';
import { formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { useLive } from '../state/live-store';
import { useSettings } from '../state/settings-store';
import { drawBars, extent } from './draw';
import { LivePicture, type Paint } from './LivePicture';
import { themeColor } from './theme-color';
import { useWidth } from './use-width';

interface FlatValuesProps {
  readonly label: string;
  /** Length of the output. */
  readonly count: number;
}

/** Activations of a flat output as bars, with the value under the pointer; long outputs take several rows of one scale. */
export function FlatValues(props: FlatValuesProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  return <div ref={ref}>{width > 0 && <Rows {...props} width={width} />}</div>;
}

const LEAST_STEP = 2.5;
const MOST_STEP = 44;
const MOST_ROWS = 40;
const GAP = 8;

/** How bars are laid out, in CSS pixels. */
function layOut(count: number, width: number) {
  const rows = Math.min(MOST_ROWS, Math.ceil(count / Math.floor(width / LEAST_STEP)));
  const columns = Math.min(Math.ceil(count / rows), Math.floor(width / LEAST_STEP));
  const step = Math.min(MOST_STEP, width / columns);
  const height = rows === 1 ? 140 : rows <= 4 ? 64 : 36;
  return { rows, columns, step, height, shown: Math.min(count, rows * columns) };
}

function Rows({ label, count, width }: FlatValuesProps & { readonly width: number }) {
  const t = useText();
  const theme = useSettings((state) => state.theme);
  const [unit, setUnit] = useState<number | null>(null);
  const { rows, columns, step, height, shown } = layOut(count, width);
  const total = rows * (height + GAP);

  const paint = useCallback<Paint>(
    (context, frame, ratio) => {
      const values = frame?.tensors['values']?.data;
      if (!values) return false;
      const scale = extent(values);
      for (let row = 0; row < rows; row++) {
        const part = values.subarray(row * columns, Math.min((row + 1) * columns, shown));
        const place = { top: Math.round(row * (height + GAP) * ratio), height: Math.round(height * ratio) };
        drawBars(
          context,
          { values: part, ...scale, ...place, step: step * ratio },
          theme,
          themeColor('muted'),
        );
      }
      return true;
    },
    [rows, columns, step, height, shown, theme],
  );

  const follow = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent) => {
    const column = Math.floor(offsetX / step);
    const index = Math.floor(offsetY / (height + GAP)) * columns + column;
    setUnit(column < columns && index >= 0 && index < shown ? index : null);
  };

  return (
    <div>
      <UnitReadout unit={unit} />
      <div className="relative">
        <LivePicture
          stream="inspect"
          label={label}
          width={width}
          height={total}
          paint={paint}
          tabIndex={0}
          onPointerMove={follow}
          onPointerLeave={() => setUnit(null)}
          onBlur={() => setUnit(null)}
          onKeyDown={(event) => {
            const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            setUnit(Math.min(shown - 1, Math.max(0, (unit ?? -1) + by)));
          }}
        />
        {unit !== null && (
          <div
            className="pointer-events-none absolute bg-ink/15"
            style={{
              left: (unit % columns) * step,
              top: Math.floor(unit / columns) * (height + GAP),
              width: step,
              height,
            }}
          />
        )}
      </div>
      {shown < count && (
        <p className="mt-1 text-xs text-muted">
          {t({
            en: `The first ${formatCount(shown)} of ${formatCount(count)} values.`,
            ko: `값 ${formatCount(count)}개 가운데 처음 ${formatCount(shown)}개입니다.`,
          })}
        </p>
      )}
    </div>
  );
}

function UnitReadout({ unit }: { unit: number | null }) {
  const t = useText();
  const value = useLive((state) =>
    unit === null ? undefined : state.inspect?.tensors['values']?.data[unit],
  );
  const range = useLive((state) => {
    const values = state.inspect?.tensors['values']?.data;
    if (!values) return '';
    const { low, high } = extent(values);
    return `${formatNumber(low)} … ${formatNumber(high)}`;
  });
  return (
    <output className="mb-1 flex h-5 items-center justify-between gap-2 text-xs whitespace-nowrap tabular-nums">
      {unit !== null && value !== undefined ? (
        <span className="font-mono">
          <span className="text-muted">y[{unit}] =</span> {formatNumber(value, 4)}
        </span>
      ) : (
        <span className="text-muted">
          {t({ en: 'point at a bar for its value', ko: '막대를 가리키면 값 표시' })}
        </span>
      )}
      <span className="text-muted">{range}</span>
    </output>
  );
}
