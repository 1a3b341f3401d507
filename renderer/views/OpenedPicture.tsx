import { type KeyboardEvent, type PointerEvent, useCallback, useState } from 'react';
import { useText } from '../i18n/use-text';
import type { LiveFrame } from '../state/live-store';
import { useSettings } from '../state/settings-store';
import { ColorScale } from './ColorScale';
import { colormap, type ColormapName } from './colormap';
import { drawTiles } from './draw';
import { drawCellNumbers } from './draw-numbers';
import { LivePicture, type Paint } from './LivePicture';
import { levelsOf, type Picture } from './numbers';
import { type Cell, PictureHeading } from './PictureHeading';
import type { Size } from './tile-grid';
import { useWidth } from './use-width';

interface OpenedPictureProps {
  readonly label: string;
  /** Stands above the picture; `label` where absent. */
  readonly title?: string;
  /** Cells of the picture, for the room that is kept for it. */
  readonly cells: Size;
  /** Fills the room, whatever the shape of its cells. */
  readonly isStretched?: boolean;
  readonly colors: ColormapName;
  /** What to draw of a frame; a new function draws again. */
  readonly pictureOf: (frame: LiveFrame | null) => Picture | null;
  /** How a cell is written in code: `kernel[0, 2, 0, 5]`. */
  readonly address: (row: number, column: number) => string;
}

const MOST_HEIGHT = 236;

/** One picture as large as the panel allows: the value under the pointer (or moved to with the arrow keys) stands above it. */
export function OpenedPicture(props: OpenedPictureProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  return <div ref={ref}>{width > 0 && <Opened {...props} width={width} />}</div>;
}

function Opened({
  label,
  title = label,
  cells,
  isStretched = false,
  colors,
  pictureOf,
  address,
  width,
}: OpenedPictureProps & { readonly width: number }) {
  const t = useText();
  const theme = useSettings((state) => state.theme);
  const [cell, setCell] = useState<Cell | null>(null);
  const box = isStretched ? { width, height: MOST_HEIGHT } : fitBox(cells, width);

  const paint = useCallback<Paint>(
    (context, frame, ratio) => {
      const picture = pictureOf(frame);
      if (!picture) return false;
      const { canvas } = context;
      const whole = {
        columns: 1,
        rows: 1,
        gap: 0,
        left: 0,
        top: 0,
        width: canvas.width,
        height: canvas.height,
      };
      const table = colormap(colors, theme);
      drawTiles(context, { ...picture, count: 1, levels: levelsOf(picture) }, table, whole);
      drawCellNumbers(context, picture, table, ratio);
      return true;
    },
    [pictureOf, colors, theme],
  );

  const follow = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent) =>
    setCell({ x: clampShare(offsetX / box.width), y: clampShare(offsetY / box.height) });
  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const from = cell ?? { x: 0.5 / cells.width, y: 0.5 / cells.height };
    setCell({
      x: clampShare(from.x + step.x / cells.width),
      y: clampShare(from.y + step.y / cells.height),
    });
  };

  return (
    <>
      <PictureHeading title={title} {...{ cell, cells, pictureOf, address }} />
      <div className="flex justify-center">
        <div className="relative" style={box}>
          <LivePicture
            stream="inspect"
            label={`${label}. ${t({ en: 'Arrow keys read the values.', ko: '화살표 키로 값을 읽습니다.' })}`}
            width={box.width}
            height={box.height}
            paint={paint}
            tabIndex={0}
            onPointerMove={follow}
            onPointerLeave={() => setCell(null)}
            onKeyDown={walk}
            onBlur={() => setCell(null)}
          />
          {cell && <CellMark cell={cell} cells={cells} />}
        </div>
      </div>
      <ColorScale colors={colors} pictureOf={pictureOf} />
    </>
  );
}

const STEPS: Readonly<Record<string, Cell>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const clampShare = (share: number): number => Math.min(0.9999, Math.max(0, share));

/** Whole pixels for each cell where there is room for that. */
function fitBox({ width, height }: Size, room: number): Size {
  const exact = Math.min(room / width, MOST_HEIGHT / height);
  const scale = exact > 3 ? Math.floor(exact) : exact;
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** A frame around the cell that is read. */
function CellMark({ cell, cells }: { cell: Cell; cells: Size }) {
  const per = (n: number) => `${n * 100}%`;
  return (
    <div
      className="pointer-events-none absolute border-2 border-white mix-blend-difference"
      style={{
        left: per(Math.floor(cell.x * cells.width) / cells.width),
        top: per(Math.floor(cell.y * cells.height) / cells.height),
        width: per(1 / cells.width),
        height: per(1 / cells.height),
        minWidth: 6,
        minHeight: 6,
      }}
    />
  );
}
