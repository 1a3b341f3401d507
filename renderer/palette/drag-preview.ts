import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';

/** Shows a small block under the pointer while a layer is dragged, instead of the list entry. */
export function showDragPreview(transfer: DataTransfer, type: string): void {
  const block = document.createElement('div');
  block.className =
    'fixed -left-96 top-0 w-44 overflow-hidden rounded-lg border border-accent bg-raised text-sm font-medium text-ink shadow-lg';
  const bar = document.createElement('div');
  bar.className = 'h-1';
  bar.style.backgroundColor = CATEGORIES[LAYERS[type]!.category].color;
  const name = document.createElement('div');
  name.className = 'px-3 py-2.5';
  name.textContent = type;
  block.append(bar, name);
  document.body.append(block);
  transfer.setDragImage(block, 88, 22);
  // The browser takes its picture before the next frame.
  setTimeout(() => block.remove());
}
