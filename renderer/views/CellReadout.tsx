import { formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { type LiveFrame, useLive } from '../state/live-store';
import { useSettings } from '../state/settings-store';
import { colormapStops, type ColormapName } from './colormap';
import type { Picture } from './numbers';
import type { Cell } from './OpenedPicture';
import type { Size } from './tile-grid';

interface CellReadoutProps {
  readonly cell: Cell | null;
  readonly cells: Size;
  readonly colors: ColormapName;
  readonly pictureOf: (frame: LiveFrame | null) => Picture | null;
  readonly address: (row: number, column: number) => string;
}

/** Below a picture: what its colours mean, and the number of the cell that is looked at. */
export function CellReadout({ cell, cells, colors, pictureOf, address }: CellReadoutProps) {
  const t = useText();
  const theme = useSettings((state) => state.theme);
  const picture = pictureOf(useLive((state) => state.inspect));
  const stops = colormapStops(colors, theme);
  return (
    <div className="mt-2 text-xs tabular-nums">
      <div className="flex items-center gap-2 text-muted">
        <span className="w-14 text-right">{picture && formatNumber(picture.low)}</span>
        <span
          className="h-2 flex-1 rounded-full"
          style={{ backgroundImage: `linear-gradient(to right, ${stops.join(', ')})` }}
        />
        <span className="w-14">{picture && formatNumber(picture.high)}</span>
      </div>
      <output className="mt-1.5 flex h-5 items-center justify-center gap-1 font-mono">
        {cell && picture ? (
          <CellValue {...{ cell, cells, picture, address }} />
        ) : (
          <span className="font-sans text-muted">
            {t({ en: 'Point at a cell to read its value.', ko: '칸을 가리키면 값이 나옵니다.' })}
          </span>
        )}
      </output>
    </div>
  );
}

interface CellValueProps extends Pick<CellReadoutProps, 'cells' | 'address'> {
  readonly cell: Cell;
  readonly picture: Picture;
}

function CellValue({
  cell,
  cells,
  picture: { width, height, depth, values, isExact },
  address,
}: CellValueProps) {
  const t = useText();
  const at = Math.floor(cell.y * height) * width + Math.floor(cell.x * width);
  const numbers = [...values.subarray(at * depth, (at + 1) * depth)].map((value) => formatNumber(value, 4));
  const approximate = t({
    en: 'Read from 256 colour levels: approximate.',
    ko: '256단계 색에서 읽은 근삿값입니다.',
  });
  return (
    <>
      <span className="text-muted">
        {address(Math.floor(cell.y * cells.height), Math.floor(cell.x * cells.width))}
      </span>
      <span title={isExact ? undefined : approximate}>{isExact ? '=' : '≈'}</span>
      <span>{numbers.join(', ')}</span>
    </>
  );
}
