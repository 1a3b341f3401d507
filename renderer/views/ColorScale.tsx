import { formatNumber } from '../i18n/format';
import { type LiveFrame, useLive } from '../state/live-store';
import { useSettings } from '../state/settings-store';
import { colormapStops, type ColormapName } from './colormap';
import type { Picture } from './numbers';

interface ColorScaleProps {
  readonly colors: ColormapName;
  readonly pictureOf: (frame: LiveFrame | null) => Picture | null;
}

/** What the colours of a picture stand for. */
export function ColorScale({ colors, pictureOf }: ColorScaleProps) {
  const theme = useSettings((state) => state.theme);
  const picture = pictureOf(useLive((state) => state.inspect));
  return (
    <div className="mt-2 flex h-4 items-center gap-2 text-xs text-muted tabular-nums">
      <span className="w-14 text-right">{picture && formatNumber(picture.low)}</span>
      <span
        className="h-2 flex-1 rounded-full"
        style={{ backgroundImage: `linear-gradient(to right, ${colormapStops(colors, theme).join(', ')})` }}
      />
      <span className="w-14">{picture && formatNumber(picture.high)}</span>
    </div>
  );
}
