import { ContextMenu } from 'radix-ui';
import { Fragment, type MouseEvent, type ReactNode, useState } from 'react';
import { type CommandId, commandOf } from '#shared/commands/table';
import { isCommandEnabled, runCommand } from '../commands/run-command';
import { useKeysOf } from '../keys/show-keys';
import { useText } from '../i18n/use-text';
import { currentGraph, useProject } from '../state/project-store';
import { portSide } from '../state/port-blocks';
import { Icon } from '../ui/Icon';
import { focusCanvas } from './focus-canvas';
import { openAddListAtPointer } from './interaction-store';
import { pinPointer } from './pointer';
import { isInside } from './scope/open-scope';

type Target = 'block' | 'composite' | 'port' | 'frame' | 'note' | 'wire' | 'canvas' | 'inside';

/** Commands of each menu, in sections. */
const MENUS: Readonly<Record<Target, readonly (readonly CommandId[])[]>> = {
  block: [
    ['edit.rename', 'edit.connect', 'edit.bypass', 'edit.freeze'],
    ['edit.cut', 'edit.copy', 'edit.duplicate'],
    ['edit.delete', 'edit.cutOut'],
    ['edit.collapse', 'edit.frame', 'view.fitSelection', 'view.autoLayout'],
  ],
  composite: [
    ['edit.openComposite', 'edit.unpack'],
    ['edit.rename', 'edit.bypass', 'edit.freeze'],
    ['edit.cut', 'edit.copy', 'edit.duplicate'],
    ['edit.delete', 'edit.cutOut'],
    ['edit.collapse', 'edit.frame', 'view.fitSelection'],
  ],
  port: [['edit.rename'], ['edit.delete', 'view.fitSelection']],
  frame: [['edit.rename'], ['edit.cut', 'edit.copy', 'edit.duplicate'], ['edit.delete', 'view.fitSelection']],
  note: [['edit.rename'], ['edit.cut', 'edit.copy', 'edit.duplicate'], ['edit.delete']],
  wire: [['edit.delete']],
  canvas: [
    ['view.addLayer', 'edit.note', 'edit.paste'],
    ['edit.selectAll', 'view.autoLayout', 'view.fit'],
  ],
  inside: [
    ['view.addLayer', 'edit.note', 'edit.paste'],
    ['edit.addPortIn', 'edit.addPortOut'],
    ['edit.selectAll', 'view.autoLayout', 'view.fit', 'view.leaveComposite'],
  ],
};

/** The context menus of blocks, wires and the canvas, around the canvas. */
export function CanvasMenu({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<Target>('canvas');
  const [wireId, setWireId] = useState<string | null>(null);
  const aim = (event: MouseEvent) => {
    const element = event.target as Element;
    const itemId = idAt(element, '.react-flow__node');
    const edgeId = idAt(element, '.react-flow__edge');
    choose(itemId ?? edgeId);
    setWireId(edgeId);
    setTarget(itemId !== null ? kindOf(itemId) : edgeId !== null ? 'wire' : isInside() ? 'inside' : 'canvas');
    pinPointer({ x: event.clientX, y: event.clientY });
  };
  return (
    <ContextMenu.Root modal={false} onOpenChange={(isOpen) => !isOpen && pinPointer(null)}>
      <ContextMenu.Trigger asChild onContextMenu={aim}>
        <div className="relative size-full">{children}</div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content
          className="z-40 min-w-52 rounded-lg border border-line bg-panel p-1 text-sm text-ink shadow-xl"
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // A field for a name or a search that the menu opened keeps its focus.
            if (!document.activeElement?.closest('input')) focusCanvas();
          }}
        >
          {wireId !== null && <InsertItem edgeId={wireId} />}
          {MENUS[target].map((section, i) => (
            <Fragment key={section[0]}>
              {i > 0 && <ContextMenu.Separator className="my-1 h-px bg-line" />}
              {section.map((id) => (
                <CommandItem key={id} id={id} />
              ))}
            </Fragment>
          ))}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

const idAt = (element: Element, selector: string): string | null =>
  element.closest<HTMLElement>(selector)?.dataset['id'] ?? null;

function kindOf(id: string): Target {
  const { nodes, frames, notes } = currentGraph();
  const node = nodes.find((one) => one.id === id);
  if (node?.composite) return 'composite';
  if (node && portSide(node) !== null) return 'port';
  if (frames.some((frame) => frame.id === id)) return 'frame';
  return notes.some((note) => note.id === id) ? 'note' : 'block';
}

/** Selects what a menu is about, unless it is part of the selection. */
function choose(id: string | null): void {
  const { selection, select } = useProject.getState();
  if (id === null) select([]);
  else if (!selection.has(id)) select([id]);
}

const ITEM =
  'flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-1.5 outline-none data-[disabled]:cursor-default data-[disabled]:opacity-45 data-[highlighted]:bg-hover';

function CommandItem({ id }: { id: CommandId }) {
  const t = useText();
  const keysOf = useKeysOf();
  const { label, icon } = commandOf(id);
  return (
    <ContextMenu.Item className={ITEM} disabled={!isCommandEnabled(id)} onSelect={() => runCommand(id)}>
      <Icon name={icon} size={14} className="text-muted" />
      <span className="flex-1">{t(label)}</span>
      <kbd className="pl-4 font-sans text-xs text-muted">{keysOf(id)}</kbd>
    </ContextMenu.Item>
  );
}

function InsertItem({ edgeId }: { edgeId: string }) {
  const t = useText();
  const insert = () => openAddListAtPointer({ kind: 'splice', edgeId });
  return (
    <ContextMenu.Item className={ITEM} onSelect={insert}>
      <Icon name="plus" size={14} className="text-muted" />
      <span className="flex-1">{t({ en: 'Insert a layer here…', ko: '여기에 층 끼우기…' })}</span>
    </ContextMenu.Item>
  );
}
