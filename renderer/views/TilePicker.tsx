import { useCallback, useId } from 'react';
import type { LiveFrame } from '../state/live-store';
import { LivePicture, type Paint } from './LivePicture';
import { flowTiles, scaleGrid, type Size, type TileGrid, tileCorner } from './tile-grid';
import { useWidth } from './use-width';

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
  readonly paint: (context: CanvasRenderingContext2D, frame: LiveFrame | null, grid: TileGrid) => void;
}

/** All tiles of a block as one live picture, of which one is opened: by click, or with the arrow keys. */
export function TilePicker(props: TilePickerProps) {
  const [ref, width] = useWidth<HTMLFieldSetElement>();
  return (
    <fieldset ref={ref} aria-label={props.label} className="min-w-0">
      {width > 0 && <Tiles {...props} width={width} />}
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
          <label
            key={index}
            title={nameOf(index)}
            className="absolute cursor-pointer rounded-xs outline-offset-1 hover:outline-1 hover:outline-ink has-checked:outline-2 has-checked:outline-accent has-focus-visible:outline-3"
            style={{ left: x, top: y, width: grid.width, height: grid.height }}
          >
            <input
              type="radio"
              className="sr-only"
              name={group}
              aria-label={nameOf(index)}
              checked={index === value}
              onChange={() => onChange(index)}
            />
          </label>
        );
      })}
    </div>
  );
}
