import { useCallback } from 'react';
import type { GraphNode } from '#shared/graph/document';
import { type Shape, sizeOf } from '#shared/graph/shape';
import { formatCount } from '#shared/graph/count';
import { formatNumber, formatShare } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { ViewNote } from '../inspector/ViewNote';
import { MOST_TILES } from '../inspector/limits';
import { useSettings } from '../state/settings-store';
import { FlatValues } from '../views/FlatValues';
import { LivePicture, type Paint } from '../views/LivePicture';
import { paintTiles } from '../views/paint-tiles';
import { flowTiles, scaleGrid } from '../views/tile-grid';
import { useInspected } from '../views/use-inspected';
import { useWidth } from '../views/use-width';
import { useFrameNumber } from './use-frame-number';

interface MaskTabProps {
  readonly node: GraphNode;
  readonly shape: Shape;
  readonly rate: number;
}

/** What a Dropout keeps and drops in one training step, for the first sample of the batch. */
export function MaskTab({ node, shape, rate }: MaskTabProps) {
  const t = useText();
  useInspected(node.id, 'mask', 0);
  const kept = useFrameNumber('kept');
  const step = useFrameNumber('maskStep');
  const size = sizeOf(shape);
  const label = t({ en: `Mask of ${node.name}`, ko: `${node.name}의 마스크` });
  return (
    <div className="flex flex-col gap-2 p-3">
      <ViewNote />
      <p className="text-sm tabular-nums">
        {kept === null || step === null
          ? '–'
          : t({
              en: `Step ${formatCount(step)} keeps ${formatCount(kept)} of ${formatCount(size)} values (${formatShare(kept / size)}).`,
              ko: `${formatCount(step)}번째 스텝에서 값 ${formatCount(size)}개 중 ${formatCount(kept)}개를 남깁니다(${formatShare(kept / size)}).`,
            })}
      </p>
      <p className="text-xs text-muted">
        {t({
          en: `Of the first sample of the batch; each step draws anew. What is kept is multiplied by ${formatNumber(1 / (1 - rate))}. When predicting, nothing is dropped.`,
          ko: `배치의 첫 샘플에 쓰는 마스크이며, 스텝마다 새로 뽑습니다. 남은 값은 ${formatNumber(1 / (1 - rate))}배로 키웁니다. 예측할 때는 아무것도 버리지 않습니다.`,
        })}
      </p>
      {shape.length === 3 ? (
        <MaskTiles shape={shape} label={label} />
      ) : (
        <FlatValues label={label} count={size} />
      )}
    </div>
  );
}

function MaskTiles({ shape, label }: { readonly shape: Shape; readonly label: string }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const theme = useSettings((state) => state.theme);
  const [rows, columns, channels] = shape as [number, number, number];
  const count = Math.min(channels, MOST_TILES);
  const paint = useCallback<Paint>(
    (context, frame, ratio) => {
      const grid = scaleGrid(flowTiles(count, { width: columns, height: rows }, width), ratio);
      return paintTiles(context, frame, grid, { count, colors: 'grey', theme });
    },
    [count, columns, rows, width, theme],
  );
  const { height } = flowTiles(count, { width: columns, height: rows }, Math.max(1, width)).used;
  return (
    <div ref={ref}>
      {width > 0 && (
        <LivePicture stream="inspect" label={label} width={width} height={height} paint={paint} />
      )}
    </div>
  );
}
