import { useStore } from '@xyflow/react';
import { Command } from 'cmdk';
import type { Localized } from '#shared/graph/diagnostic';
import { CATEGORIES } from '#shared/layers/categories';
import type { LayerDefinition } from '#shared/layers/definition';
import { useText } from '../i18n/use-text';
import { useLayerGroups } from '../palette/use-layer-groups';
import { findNode } from '../state/graph-edits';
import { useGraph, useInference } from '../state/project-store';
import { Icon } from '../ui/Icon';
import { useListSearch } from '../ui/use-list-search';
import { addLayer, fits, type Joint } from './add-layer';
import { focusCanvas } from './focus-canvas';
import { type AddRequest, closeAddList, useInteraction } from './interaction-store';

const SIZE = { width: 288, height: 340 } as const;

/** The list of layers to search and add, where it was asked for. */
export function AddList() {
  const adding = useInteraction((state) => state.adding);
  return adding && <OpenList {...adding} />;
}

function OpenList({ screen, drawing, joint }: AddRequest) {
  const t = useText();
  const { query, search, list } = useListSearch();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const graph = useGraph();
  const inference = useInference();
  const title = titleOf(joint, (id) => findNode(graph, id)?.name ?? '');
  const groups = useLayerGroups(query).flatMap(({ category, layers }) => {
    const fitting = layers.filter(({ type }) => fits(graph, inference, type, joint));
    return fitting.length > 0 ? [{ category, layers: fitting }] : [];
  });
  const choose = (type: string) => {
    closeAddList();
    addLayer(type, drawing, joint);
    focusCanvas();
  };
  return (
    <Command
      label={t(title)}
      loop
      shouldFilter={false}
      className="nowheel absolute z-30 flex flex-col overflow-hidden rounded-lg border border-line bg-panel shadow-xl"
      style={{
        width: SIZE.width,
        maxHeight: Math.min(SIZE.height, height - 16),
        left: Math.max(8, Math.min(screen.x, width - SIZE.width - 8)),
        top: Math.max(8, Math.min(screen.y, height - SIZE.height - 8)),
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) closeAddList();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        closeAddList();
        focusCanvas();
      }}
    >
      <Command.Input
        ref={takeFocus}
        value={query}
        onValueChange={search}
        placeholder={t(title)}
        className="h-10 shrink-0 border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-muted"
      />
      <Command.List
        ref={list}
        className="min-h-0 flex-1 overflow-y-auto p-1"
        // Keeps the focus in the field, so that a press on an entry does not close the list.
        onMouseDown={(event) => event.preventDefault()}
      >
        <Command.Empty className="p-4 text-center text-sm text-muted">
          {t({ en: 'No layer matches.', ko: '맞는 층이 없습니다.' })}
        </Command.Empty>
        {groups.map(({ category, layers }) => (
          <Command.Group
            key={category}
            heading={t(CATEGORIES[category].label)}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
          >
            {layers.map((layer) => (
              <Entry key={layer.type} layer={layer} onChoose={choose} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

const takeFocus = (field: HTMLInputElement | null) => field?.focus({ preventScroll: true });

function Entry({ layer, onChoose }: { layer: LayerDefinition; onChoose: (type: string) => void }) {
  const t = useText();
  return (
    <Command.Item
      value={layer.type}
      onSelect={() => onChoose(layer.type)}
      className="flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-accent-soft"
    >
      <span className="shrink-0" style={{ color: CATEGORIES[layer.category].color }}>
        <Icon name={layer.icon} size={14} />
      </span>
      <span className="shrink-0 font-medium">{layer.type}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-muted">{t(layer.docs.summary)}</span>
    </Command.Item>
  );
}

function titleOf(joint: Joint, nameOf: (id: string) => string): Localized {
  if (joint.kind === 'splice') return { en: 'Insert a layer here', ko: '여기에 층 끼우기' };
  if (joint.kind === 'after')
    return { en: `Add after ${nameOf(joint.nodeId)}`, ko: `${nameOf(joint.nodeId)} 뒤에 추가` };
  if (joint.kind === 'connect')
    return {
      en: `Connect ${nameOf(joint.end.nodeId)} with`,
      ko: `${nameOf(joint.end.nodeId)}에 이을 층`,
    };
  return { en: 'Add a layer', ko: '층 추가' };
}
