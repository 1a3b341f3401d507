import { useCallback, useEffect, useRef, useState } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import { LAYERS } from '#shared/layers/table';
import type { FrameTensor } from '#shared/protocol/frame';
import { useText } from '../i18n/use-text';
import type { LiveFrame } from '../state/live-store';
import { useLayerBehind } from '../state/use-layer-behind';
import { useSettings } from '../state/settings-store';
import { drawThumbnail } from './draw-thumbnail';
import { LivePicture, type Paint } from './LivePicture';
import { themeColor } from './theme-color';
import { watchSeen } from './watch-seen';

interface ThumbnailProps {
  readonly nodeId: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** A picture that is moved out of view stays so long: while a hand moves the view, none comes and goes with each frame. */
const LINGER_MS = 2000;

/**
 * Room for a live picture, which is only part of the page while it is seen: every canvas is a layer of its own for the browser, and hundreds of them
 * cost more than a frame.
 */
export function Thumbnail(props: ThumbnailProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    let leaving = 0;
    const leave = watchSeen(place.current!, (seen) => {
      clearTimeout(leaving);
      if (seen) setSeen(true);
      else leaving = window.setTimeout(() => setSeen(false), LINGER_MS);
    });
    return () => {
      clearTimeout(leaving);
      leave();
    };
  }, []);
  const { width, height } = props;
  return (
    // Above all else in its block: what lay over it would have to be a layer of its own, in each block.
    <div ref={place} className="relative z-1" style={{ width, height }}>
      {isSeen && <BlockPicture {...props} />}
    </div>
  );
}

/**
 * The live picture on a block: its filters, feature maps or activations as the engine sent them last. It is drawn past React, and
 * only when the numbers of this very block changed.
 */
function BlockPicture({ nodeId, width, height }: ThumbnailProps) {
  const t = useText();
  const theme = useSettings((state) => state.theme);
  const { name, id, type } = useLayerBehind(nodeId);

  const paint = useCallback<Paint>(
    (context, frame) => {
      const tensor = frame?.tensors[id];
      const inks = { muted: themeColor('muted'), hover: themeColor('hover') };
      drawThumbnail(context, tensor, { type, theme, inks });
      return tensor !== undefined;
    },
    [id, type, theme],
  );
  const isNew = useCallback(
    (frame: LiveFrame | null, drawn: LiveFrame | null) =>
      !sameNumbers(frame?.tensors[id], drawn?.tensors[id]),
    [id],
  );

  return (
    <LivePicture
      stream="thumbnails"
      label={`${t(KIND_NAMES[LAYERS[type]?.view ?? 'none'])}: ${name}`}
      width={width}
      height={height}
      paint={paint}
      isNew={isNew}
      // While the drawing cannot be compiled the last picture stays, of a network that is no longer drawn.
      className="block group-data-[stale=true]/canvas:opacity-40"
      leastRatio={2} // stays sharp when the drawing is zoomed in
    />
  );
}

const KIND_NAMES = {
  filters: { en: 'Filters', ko: '필터' },
  maps: { en: 'Feature maps', ko: '특징 맵' },
  bars: { en: 'Activations', ko: '활성값' },
  histogram: { en: 'Histogram of activations', ko: '활성값 히스토그램' },
  none: { en: 'Preview', ko: '미리 보기' },
} as const satisfies Record<string, Localized>;

function sameNumbers(a: FrameTensor | undefined, b: FrameTensor | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.dtype !== b.dtype || a.data.length !== b.data.length) return false;
  if (a.shape.some((n, i) => n !== b.shape[i])) return false;
  for (let i = 0; i < a.data.length; i++) if (a.data[i] !== b.data[i]) return false;
  return true;
}
