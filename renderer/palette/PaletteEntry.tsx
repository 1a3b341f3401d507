import type { KeyboardEvent } from 'react';
import { CATEGORIES } from '#shared/layers/categories';
import type { LayerDefinition } from '#shared/layers/definition';
import { addNearSelection } from '../canvas/add-layer';
import { useText } from '../i18n/use-text';
import { canvasView } from '../state/canvas-view';
import { Icon } from '../ui/Icon';
import { LAYER_MIME, setDraggedLayer } from './dragged-layer';
import { showDragPreview } from './drag-preview';

interface PaletteEntryProps {
  readonly layer: LayerDefinition;
  /** Moves on to another entry by an arrow key. */
  readonly onStep: (event: KeyboardEvent) => void;
}

/** One layer of the palette: dragged, double-clicked, or added by Enter. */
export function PaletteEntry({ layer: { type, category, icon, docs }, onStep }: PaletteEntryProps) {
  const t = useText();
  const add = () => {
    const middle = canvasView()?.centre();
    if (middle) addNearSelection(type, middle);
  };
  return (
    <div
      role="treeitem"
      tabIndex={0}
      draggable
      data-layer={type}
      title={t(docs.summary)}
      className="flex cursor-grab items-start gap-2 rounded-md px-1.5 py-1 select-none hover:bg-hover active:cursor-grabbing"
      onDoubleClick={add}
      onKeyDown={(event) => {
        if (event.key === 'Enter') add();
        else onStep(event);
      }}
      onDragStart={({ dataTransfer }) => {
        setDraggedLayer(type);
        dataTransfer.setData(LAYER_MIME, type);
        dataTransfer.effectAllowed = 'copy';
        showDragPreview(dataTransfer, type);
      }}
      onDragEnd={() => setDraggedLayer(null)}
    >
      <span
        className="mt-0.5 flex size-6 shrink-0 items-center justify-center rounded"
        style={{
          color: CATEGORIES[category].color,
          backgroundColor: `color-mix(in srgb, ${CATEGORIES[category].color} 14%, transparent)`,
        }}
      >
        <Icon name={icon} size={14} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block text-sm font-medium">{type}</span>
        <span className="block truncate text-xs text-muted">{t(docs.summary)}</span>
      </span>
    </div>
  );
}
