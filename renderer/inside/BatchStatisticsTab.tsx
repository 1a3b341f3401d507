import { useCallback } from 'react';
import type { GraphNode } from '#shared/graph/document';
import { formatCount } from '#shared/graph/count';
import { formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { ViewNote } from '../inspector/ViewNote';
import { useLive } from '../state/live-store';
import { type Theme, useSettings } from '../state/settings-store';
import { SIGN_COLORS } from '../views/colormap';
import { extent } from '../views/draw';
import { LivePicture, type Paint } from '../views/LivePicture';
import { themeColor } from '../views/theme-color';
import { useInspected } from '../views/use-inspected';
import { useWidth } from '../views/use-width';
import { largestGap } from './largest-gap';
import { useFrameNumber } from './use-frame-number';
import type { PaintContext } from '../views/show-painted';

/** A BatchNormalization's moving statistics beside those of the batch that was trained last, channel by channel. */
export function BatchStatisticsTab({ node }: { readonly node: GraphNode }) {
  const t = useText();
  useInspected(node.id, 'batch', 0);
  const step = useFrameNumber('batchStep');
  const theme = useSettings((state) => state.theme);
  const colors = SIGN_COLORS[theme];
  return (
    <div className="flex flex-col gap-3 p-3">
      <ViewNote />
      <p className="text-xs text-muted">
        {t({
          en: 'While it trains the block uses the batch’s own statistics; for prediction it uses the moving ones. Where the two are far apart, predictions are not what training makes them.',
          ko: '학습할 때는 배치의 통계를, 예측할 때는 이동 평균을 씁니다. 둘의 차이가 크면 예측이 학습할 때와 달라집니다.',
        })}
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-xs" style={{ backgroundColor: colors.negative }} />
          {t({ en: 'moving', ko: '이동 평균' })}
        </span>
        <span className="flex items-center gap-1.5">
          <span className="size-2 rounded-full" style={{ backgroundColor: colors.positive }} />
          {step === null
            ? t({ en: 'batch: appears while it trains', ko: '배치: 학습하는 동안 나타납니다' })
            : t({
                en: `batch of step ${formatCount(step)}`,
                ko: `${formatCount(step)}번째 스텝의 배치`,
              })}
        </span>
      </p>
      <Statistic node={node} name="mean" title={t({ en: 'Mean', ko: '평균' })} />
      <Statistic node={node} name="variance" title={t({ en: 'Variance', ko: '분산' })} />
    </div>
  );
}

interface StatisticProps {
  readonly node: GraphNode;
  readonly name: 'mean' | 'variance';
  readonly title: string;
}

const HEIGHT = 110;

function Statistic({ node, name, title }: StatisticProps) {
  const t = useText();
  const [ref, width] = useWidth<HTMLDivElement>();
  const theme = useSettings((state) => state.theme);
  const paint = useCallback<Paint>(
    (context, frame, ratio) => {
      const moving = frame?.tensors[`moving_${name}`]?.data;
      if (!moving) return false;
      drawChannels(context, moving, frame.tensors[`batch_${name}`]?.data ?? null, theme, ratio);
      return true;
    },
    [name, theme],
  );
  return (
    <div>
      <div className="flex h-5 items-center justify-between text-xs">
        <h3 className="font-semibold">{title}</h3>
        <Gap name={name} />
      </div>
      <div ref={ref} style={{ height: HEIGHT }}>
        {width > 0 && (
          <LivePicture
            stream="inspect"
            label={t({ en: `${title} of each channel of ${node.name}`, ko: `${node.name} 채널별 ${title}` })}
            width={width}
            height={HEIGHT}
            paint={paint}
          />
        )}
      </div>
    </div>
  );
}

/** A bar for each channel's moving value, and a dot for the batch's. */
function drawChannels(
  context: PaintContext,
  moving: ArrayLike<number>,
  batch: ArrayLike<number> | null,
  theme: Theme,
  ratio: number,
): void {
  const { width, height } = context.canvas;
  const { high, low } = extent([...Array.from(moving), ...Array.from(batch ?? [])]);
  const margin = 4 * ratio;
  const y = (value: number) => margin + ((high - value) / (high - low)) * (height - 2 * margin);
  const step = Math.min(28 * ratio, width / moving.length);
  const zero = y(0);
  context.fillStyle = SIGN_COLORS[theme].negative;
  for (let i = 0; i < moving.length; i++) {
    const top = Math.min(zero, y(moving[i]!));
    context.fillRect(i * step, top, Math.max(1, step * 0.8), Math.max(1, Math.abs(y(moving[i]!) - zero)));
  }
  context.fillStyle = themeColor('muted');
  context.fillRect(0, Math.round(zero), step * moving.length, Math.max(1, Math.round(ratio)));
  if (!batch) return;
  context.fillStyle = SIGN_COLORS[theme].positive;
  const radius = Math.max(1.5 * ratio, Math.min(3.5 * ratio, step * 0.3));
  for (let i = 0; i < batch.length; i++) {
    context.beginPath();
    context.arc(i * step + step * 0.4, y(batch[i]!), radius, 0, 2 * Math.PI);
    context.fill();
  }
}

function Gap({ name }: Pick<StatisticProps, 'name'>) {
  const t = useText();
  const gap = useLive((state) => largestGap(state.inspect, name));
  if (!gap) return null;
  const { channel, moving, batch } = gap;
  return (
    <output className="text-muted tabular-nums">
      {t({
        en: `farthest: channel ${channel}, ${formatNumber(moving)} ≠ ${formatNumber(batch)}`,
        ko: `가장 큰 차이: 채널 ${channel}, ${formatNumber(moving)} ≠ ${formatNumber(batch)}`,
      })}
    </output>
  );
}
