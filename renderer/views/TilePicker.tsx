import { useCallback, useId } from 'react';
import type { LiveFrame } from '../state/live-store';
import { LivePicture, type Paint } from './LivePicture';
import { flowTiles, scaleGrid, type Size, type TileGrid, tileCorner } from './tile-grid';
import { useWidth } from './use-width';
import type { PaintContext } from './show-painted';

interface TilePickerProps {
  /** What the tiles are. */
  readonly label: string;
  readonly nameOf: (index: number) => string;
  /** How many tiles there will be; room is kept for them. */
  readonly count: number;
  /** Aspect of a tile. */
  readonly tile: Size;
  readonly value: number;
  readonly onChange: (index: number) => void;
  /** Draws what the frame holds; `grid` is in the canvas's own pixels. */
  readonly paint: (context: PaintContext, frame: LiveFrame | null, grid: TileGrid) => boolean;
}

/** All tiles of a block as one live picture, of which one is opened: by click, or with the arrow keys. */
export function TilePicker(props: TilePickerProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  return (
    <fieldset aria-label={props.label} className="min-w-0">
      {/* Many tiles scroll by themselves, so that the opened one stays in sight. */}
      <div ref={ref} className="-m-1 max-h-54 overflow-y-auto p-1">
        {width > 0 && <Tiles {...props} width={width} />}
      </div>
    </fieldset>
  );
}

function Tiles({
  label,
  nameOf,
  count,
  tile,
  value,
  onChange,
  paint,
  width,
}: TilePickerProps & { readonly width: number }) {
  const group = useId();
  const grid = flowTiles(count, tile, width);
  const paintGrid = useCallback<Paint>(
    (context, frame, ratio) =>
      paint(
        context,
        frame,
        scaleGrid(flowTiles(count, { width: tile.width, height: tile.height }, width), ratio),
      ),
    [paint, count, tile.width, tile.height, width],
  );
  return (
    <div className="relative" style={{ height: grid.used.height }}>
      <LivePicture stream="inspect" label={label} width={width} height={grid.used.height} paint={paintGrid} />
      {Array.from({ length: count }, (_, index) => {
        const { x, y } = tileCorner(grid, index);
        return (
          <input
            key={index}
            type="radio"
            name={group}
            aria-label={nameOf(index)}
            title={nameOf(index)}
            className="absolute cursor-pointer appearance-none rounded-xs outline-offset-1 checked:outline-2 checked:outline-accent hover:not-checked:outline-1 hover:not-checked:outline-ink"
            style={{ left: x, top: y, width: grid.width, height: grid.height }}
            checked={index === value}
            onChange={() => onChange(index)}
          />
        );
      })}
    </div>
  );
}
