import { clsx } from 'clsx';
import { useUi } from '../state/ui-store';
import { BlockState } from './BlockState';
import type { BlockData } from './flow-adapter';

/** All that is left of a block from very far away: a tile in its colour with its name, and signs of its state. */
export function BlockTile({ id, data }: { id: string; data: BlockData }) {
  const isRenaming = useUi((state) => state.renaming === id);
  if (isRenaming) return null;
  return (
    <div
      data-tile
      className={clsx(
        'absolute inset-0 hidden flex-col items-center justify-center gap-1 overflow-hidden rounded-[7px] px-1.5 text-center text-white group-data-[distance=tile]/canvas:flex',
        data.bypassed && 'opacity-60',
      )}
      // Darker than the category's colour, so that the white name stands out.
      style={{ backgroundColor: `color-mix(in srgb, ${data.color} 78%, black)` }}
    >
      <span
        // No text of its own: the block's name is written once.
        data-name={data.name.replaceAll('_', '_\u200B')}
        className={clsx(
          'line-clamp-3 font-semibold wrap-anywhere before:content-[attr(data-name)]',
          sizeOf(data.name),
        )}
      />
      <span className="flex gap-2 empty:hidden [&>span]:text-white">
        <BlockState data={data} />
      </span>
    </div>
  );
}

/** Short names are larger. */
const sizeOf = (name: string): string => {
  const longest = Math.max(...name.split('_').map(({ length }) => length));
  if (longest <= 6) return 'text-[48px] leading-[50px]';
  return longest <= 9 ? 'text-[36px] leading-[38px]' : 'text-[27px] leading-[30px]';
};
