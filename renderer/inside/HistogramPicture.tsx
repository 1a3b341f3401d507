import { useCallback } from 'react';
import { formatCount } from '#shared/graph/count';
import { formatNumber, formatShare } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { useLive } from '../state/live-store';
import { useSettings } from '../state/settings-store';
import { LivePicture, type Paint } from '../views/LivePicture';
import { themeColor } from '../views/theme-color';
import { useWidth } from '../views/use-width';
import { factsOf } from './facts';
import type { PaintContext } from '../views/show-painted';

interface HistogramPictureProps {
  /** The tensor of the frame: `weights/kernel`. */
  readonly name: string;
  readonly title: string;
  /** For those who do not see the picture. */
  readonly label: string;
}

const HEIGHT = 56;

/** One histogram that follows the training, with what lies at its ends, where zero is, and its mean and deviation. */
export function HistogramPicture({ name, title, label }: HistogramPictureProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const theme = useSettings((state) => state.theme);
  const paint = useCallback<Paint>(
    (context, frame) => {
      const counts = frame?.tensors[name]?.data;
      const facts = factsOf(frame, name);
      if (!counts || !facts) return false;
      drawCounts(context, counts, facts.low, facts.high);
      return facts.count > 0;
    },
    [name],
  );
  return (
    <div className="pb-2">
      <Numbers name={name} title={title} />
      <div ref={ref} className="border-b border-line" style={{ height: HEIGHT }}>
        {width > 0 && (
          <LivePicture
            key={theme}
            stream="inspect"
            label={label}
            width={width}
            height={HEIGHT - 1}
            paint={paint}
          />
        )}
      </div>
      <Ends name={name} />
    </div>
  );
}

/** Bars on the lower edge, and a line at zero where it lies within. */
function drawCounts(context: PaintContext, counts: ArrayLike<number>, low: number, high: number): void {
  const { width, height } = context.canvas;
  const most = Math.max(1, ...Array.from(counts));
  const step = width / counts.length;
  context.fillStyle = themeColor('accent');
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    // A single number among millions can be seen too.
    const size = Math.max(2, Math.round((counts[i]! / most) * height));
    const left = Math.round(i * step);
    context.fillRect(left, height - size, Math.max(1, Math.round((i + 1) * step) - left - 1), size);
  }
  if (low >= 0 || high <= 0) return;
  context.fillStyle = themeColor('ink');
  context.globalAlpha = 0.55;
  context.fillRect(
    Math.round((-low / (high - low)) * width),
    0,
    Math.max(1, Math.round(width / 400)),
    height,
  );
  context.globalAlpha = 1;
}

function Numbers({ name, title }: Pick<HistogramPictureProps, 'name' | 'title'>) {
  const t = useText();
  const facts = factsOf(
    useLive((state) => state.inspect),
    name,
  );
  return (
    <div className="flex h-5 items-center justify-between gap-2 text-xs whitespace-nowrap tabular-nums">
      <span className="min-w-0 truncate font-semibold">{title}</span>
      <output className="text-muted">
        {facts
          ? t({
              en: `mean ${formatNumber(facts.mean)} · deviation ${formatNumber(facts.deviation)}`,
              ko: `평균 ${formatNumber(facts.mean)} · 표준편차 ${formatNumber(facts.deviation)}`,
            })
          : '–'}
      </output>
    </div>
  );
}

function Ends({ name }: Pick<HistogramPictureProps, 'name'>) {
  const t = useText();
  const facts = factsOf(
    useLive((state) => state.inspect),
    name,
  );
  const middle = () => {
    if (!facts) return '';
    if (facts.missing > 0)
      return t({
        en: `${formatCount(facts.missing)} not finite`,
        ko: `유한하지 않은 값 ${formatCount(facts.missing)}개`,
      });
    if (facts.zeros === 0) return '';
    return t({ en: `${formatShare(facts.zeros)} zeros`, ko: `0인 값 ${formatShare(facts.zeros)}` });
  };
  return (
    <div className="flex h-4 justify-between text-[11px] text-muted tabular-nums">
      <span>{facts ? formatNumber(facts.low) : ''}</span>
      <span className={facts && facts.missing > 0 ? 'text-danger' : ''}>{middle()}</span>
      <span>{facts ? formatNumber(facts.high) : ''}</span>
    </div>
  );
}
