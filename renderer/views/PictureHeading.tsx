import { clsx } from 'clsx';
import { formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { type LiveFrame, useLive } from '../state/live-store';
import type { Picture } from './numbers';
import type { Size } from './tile-grid';

/** From 0 to 1 across the picture, so that it stays where it is when the number of cells changes. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

interface PictureHeadingProps {
  readonly title: string;
  readonly cell: Cell | null;
  readonly cells: Size;
  readonly pictureOf: (frame: LiveFrame | null) => Picture | null;
  readonly address: (row: number, column: number) => string;
}

/** What the picture is, and the number of the cell that is looked at; it follows the training. */
export function PictureHeading({ title, cell, cells, pictureOf, address }: PictureHeadingProps) {
  const t = useText();
  const picture = pictureOf(useLive((state) => state.inspect));
  return (
    <div className="mb-1.5 flex h-6 items-center justify-between gap-2">
      <h3 className="min-w-0 truncate text-sm font-semibold">{title}</h3>
      <output className="flex shrink-0 items-center gap-1 text-xs tabular-nums">
        {cell && picture ? (
          <CellValue {...{ cell, cells, picture, address }} />
        ) : (
          <span className="text-muted">
            {t({ en: 'point at a cell for its value', ko: '칸을 가리키면 값 표시' })}
          </span>
        )}
      </output>
    </div>
  );
}

interface CellValueProps extends Pick<PictureHeadingProps, 'cells' | 'address'> {
  readonly cell: Cell;
  readonly picture: Picture;
}

function CellValue({ cell, cells, picture, address }: CellValueProps) {
  const t = useText();
  const { width, height, depth, values, isExact } = picture;
  const at = Math.floor(cell.y * height) * width + Math.floor(cell.x * width);
  const digits = depth === 1 ? 4 : 2;
  const numbers = [...values.subarray(at * depth, (at + 1) * depth)];
  const approximate = t({
    en: 'Read from 256 colour levels: approximate.',
    ko: '256단계 색에서 읽은 근삿값입니다.',
  });
  return (
    <span className={clsx('font-mono', depth === 3 && 'text-[11px]')}>
      <span className="text-muted">
        {address(Math.floor(cell.y * cells.height), Math.floor(cell.x * cells.width))}
      </span>{' '}
      <span title={isExact ? undefined : approximate}>{isExact ? '=' : '≈'}</span>{' '}
      {numbers.map((value) => formatNumber(value, digits)).join(', ')}
    </span>
  );
}
