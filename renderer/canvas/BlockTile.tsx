import { clsx } from 'clsx';
import { BLOCK } from '../state/block-place';
import { useUi } from '../state/ui-store';
import { BlockState } from './BlockState';
import type { BlockData } from './block-data';

/** All that is left of a block from very far away: a tile in its colour with its name, and signs of its state. */
export function BlockTile({ id, data }: { id: string; data: BlockData }) {
  const isRenaming = useUi((state) => state.renaming === id);
  if (isRenaming) return null;
  const dark = `color-mix(in srgb, ${data.color} 78%, black)`;
  return (
    <div
      data-tile
      className={clsx(
        'absolute inset-0 hidden flex-col items-center justify-center gap-1 overflow-hidden rounded-[7px] px-1 text-center group-data-[distance=tile]/canvas:flex',
        data.bypassed ? 'border-[6px] border-dashed bg-raised text-ink' : 'text-white [&_svg]:text-white',
        data.problem?.severity === 'error' && 'shadow-[inset_0_0_0_10px_var(--danger)]',
      )}
      // Darker than the category's colour, so that the white name stands out.
      style={data.bypassed ? { borderColor: data.color } : { backgroundColor: dark }}
    >
      <span
        // No text of its own: the block's name is written once.
        data-name={data.name.replaceAll('_', '_\u200B')}
        className="line-clamp-3 leading-[1.05] font-semibold wrap-anywhere before:content-[attr(data-name)]"
        style={{ fontSize: fontSizeOf(data.name) }}
      />
      <span className="flex gap-2 empty:hidden">
        <BlockState data={data} />
      </span>
    </div>
  );
}

/** As large as the longest part of a name allows on the width of a block. */
const fontSizeOf = (name: string): number => {
  const longest = Math.max(...name.split(/(?<=_)/).map(({ length }) => length));
  return Math.max(LEAST, Math.min(MOST, Math.floor(BLOCK.width / (longest * CHARACTER))));
};
const LEAST = 22;
const MOST = 44;
/** Width of a bold character against its height, with a reserve for wide ones. */
const CHARACTER = 0.76;
