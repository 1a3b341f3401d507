import type { KeyboardEvent } from 'react';
import { CATEGORIES } from '#shared/layers/categories';
import type { LayerDefinition } from '#shared/layers/definition';
import { addNearSelection } from '../canvas/add-layer';
import { markSplice } from '../canvas/interaction-store';
import { useText } from '../i18n/use-text';
import { canvasView } from '../state/canvas-view';
import { iconColor } from '../ui/category-color';
import { Icon } from '../ui/Icon';
import { Tooltip } from '../ui/Tooltip';
import { LAYER_MIME, setDraggedLayer } from './dragged-layer';
import { showDragPreview } from './drag-preview';

interface PaletteEntryProps {
  readonly layer: LayerDefinition;
  /** Moves on to another entry by an arrow key. */
  readonly onStep: (event: KeyboardEvent) => void;
}

/** One layer of the palette: dragged, double-clicked, or added by Enter. */
export function PaletteEntry({ layer, onStep }: PaletteEntryProps) {
  const t = useText();
  const { type, category, icon, docs } = layer;
  const add = () => {
    const middle = canvasView()?.centre();
    if (middle) addNearSelection(type, middle);
  };
  return (
    <Tooltip side="right" text={<Help layer={layer} />}>
      <div
        role="treeitem"
        tabIndex={0}
        draggable
        data-layer={type}
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
        onDragEnd={() => {
          setDraggedLayer(null);
          // A drag that was given up over a wire leaves its mark otherwise.
          markSplice(null);
        }}
      >
        <span
          className="mt-0.5 flex size-6 shrink-0 items-center justify-center rounded"
          style={{
            color: iconColor(category),
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
    </Tooltip>
  );
}

/** What the list has no room for: the whole line, and when to use the layer. */
function Help({ layer: { type, docs } }: Pick<PaletteEntryProps, 'layer'>) {
  const t = useText();
  return (
    <>
      <span className="block font-semibold">{type}</span>
      <span className="mt-0.5 block">{t(docs.summary)}</span>
      <span className="mt-1 block opacity-80">{t(docs.whenToUse)}</span>
    </>
  );
}
