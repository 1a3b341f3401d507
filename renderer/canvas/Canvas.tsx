import {
  ReactFlow,
  type ReactFlowProps,
  ReactFlowProvider,
  SelectionMode,
  useKeyPress,
  useStore,
} from '@xyflow/react';
import { type CSSProperties, type MouseEvent, type PointerEvent, useState } from 'react';
import { useText } from '../i18n/use-text';
import { FindBar } from '../find/FindBar';
import { useFind } from '../find/find-store';
import { canvasView } from '../state/canvas-view';
import { useFound } from '../state/project-store';
import { isMac, isModDown } from '../keys/show-keys';
import { isTraining, useRun } from '../state/run-store';
import { useUi } from '../state/ui-store';
import { AddList } from './AddList';
import { AfarLayer } from './afar/AfarLayer';
import { useKeepWhole } from './afar/whole-blocks';
import { findWireUnderPointer } from './afar/wire-under-pointer';
import { BlockNode } from './BlockNode';
import { CanvasMenu } from './CanvasMenu';
import { ConnectionHint } from './ConnectionHint';
import { ConnectionLine } from './ConnectionLine';
import { ConnectList } from './ConnectList';
import { createDistance, type Distance } from './distance';
import { EmptyCanvas } from './EmptyCanvas';
import type { CanvasFlowNode, WireFlowEdge } from './flow-adapter';
import { isFew, useFlow } from './flow-store';
import { FrameNode } from './FrameNode';
import { Grid } from './Grid';
import { Guides } from './Guides';
import { openAddListAtPointer } from './interaction-store';
import { MOVING_VIEW } from './moving-view';
import { MovingPictures } from './MovingPictures';
import { setPointer } from './pointer';
import { openComposite } from './scope/open-scope';
import { useScopeView } from './scope/use-scope-view';
import { NoteNode } from './NoteNode';
import { Overview } from './Overview';
import { SelectionStatus } from './SelectionStatus';
import { useCanvasKeys } from './use-canvas-keys';
import { useCanvasView } from './use-canvas-view';
import { ZOOM } from './view-places';
import { useConnecting } from './use-connecting';
import { useFedFlow } from './use-fed-flow';
import { useFlowChanges } from './use-flow-changes';
import { useLayerDrop } from './use-layer-drop';
import { WireEdge } from './WireEdge';
import { ZoomControls } from './ZoomControls';

/** The drawing: blocks, wires, and everything one does with them. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasMenu>
        <Drawing />
      </CanvasMenu>
    </ReactFlowProvider>
  );
}

function Drawing() {
  const t = useText();
  const [distanceOf] = useState(createDistance);
  const distance = useStore((state) => distanceOf(state.transform[2]));
  // With Space held a drag moves the view, wherever it begins.
  const pans = useKeyPress('Space');
  const trains = useRun((state) => isTraining(state.run));
  const isOnlySeen = useFlow(({ nodes }) => (isNear(distance) ? !isFew(nodes) : nodes.length > MANY));
  const isStale = useFound(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  const isFinding = useFind((state) => state.found !== null);
  useFedFlow();
  useKeepWhole(distance);
  useCanvasView();
  useScopeView();
  const onKeyDown = useCanvasKeys();
  return (
    <div
      className="group/canvas relative size-full"
      data-distance={distance}
      data-finding={isFinding}
      data-training={trains}
      data-stale={isStale}
    >
      <ReactFlow
        {...SETTINGS}
        data-canvas
        nodesDraggable={!pans}
        tabIndex={0}
        aria-label={t(LABEL)}
        onlyRenderVisibleElements={isOnlySeen}
        {...MOVING_VIEW}
        {...useFlowChanges()}
        {...useConnecting()}
        {...useLayerDrop()}
        {...POINTER}
        onKeyDown={onKeyDown}
      >
        {INSIDE}
        <AfarLayer {...{ distance, isOnlySeen }} />
      </ReactFlow>
      {ABOVE}
    </div>
  );
}

/** With more than so many, or from near with more than a few, those out of view have not even a place in the page. */
const MANY = 600;
const isNear = (distance: Distance) => distance === 'near' || distance === 'middle';

// The same elements every time, so that a drag does not render them again.
const INSIDE = (
  <>
    <Grid />
    <Overview />
    <ZoomControls />
    <ConnectionHint />
    <Guides />
    <MovingPictures />
  </>
);
const ABOVE = (
  <>
    {[
      'inset-x-0 top-0 h-0.5',
      'inset-y-0 right-0 w-0.5',
      'inset-x-0 bottom-0 h-0.5',
      'inset-y-0 left-0 w-0.5',
    ].map((edge) => (
      <div key={edge} data-focus-strip className={`pointer-events-none absolute ${edge} bg-accent`} />
    ))}
    <EmptyCanvas />
    <AddList />
    <ConnectList />
    <FindBar />
    <SelectionStatus />
  </>
);

const LABEL = { en: 'Drawing of the network', ko: '신경망 캔버스' };

const STYLE: CSSProperties & Record<`--xy-${string}`, string> = {
  '--xy-background-color': 'var(--canvas)',
  '--xy-selection-background-color': 'color-mix(in srgb, var(--accent) 12%, transparent)',
  '--xy-selection-border': '1px solid var(--accent)',
};

const MOD_KEY = isMac ? 'Meta' : 'Control';

/**
 * As users of node editors expect it: dragging the canvas, or with the middle button or Space held, moves the view; the wheel zooms;
 * Shift or Ctrl draws a box. Keys are commands, so React Flow's own are off.
 */
const SETTINGS: ReactFlowProps<CanvasFlowNode, WireFlowEdge> = {
  nodeTypes: { block: BlockNode, frame: FrameNode, note: NoteNode },
  edgeTypes: { wire: WireEdge },
  connectionLineComponent: ConnectionLine,
  style: STYLE,
  className: 'select-none',
  minZoom: ZOOM.least,
  maxZoom: ZOOM.most,
  panOnDrag: [0, 1],
  selectionKeyCode: ['Shift', MOD_KEY],
  selectionMode: SelectionMode.Partial,
  multiSelectionKeyCode: ['Shift', 'Meta', 'Control'],
  deleteKeyCode: null,
  zoomOnDoubleClick: false,
  connectionRadius: 28,
  nodesFocusable: false,
  edgesFocusable: false,
  disableKeyboardA11y: true,
  proOptions: { hideAttribution: true },
};

/** Where a double click begins to edit a text. */
const RENAMED = '[data-block-name], [data-frame-handle], .react-flow__node-note';

const POINTER = {
  onPointerMove: ({ clientX: x, clientY: y }: PointerEvent) => {
    setPointer({ x, y });
    findWireUnderPointer();
  },
  onPointerLeave: () => setPointer(null),
  onPointerDownCapture: (event: PointerEvent) => {
    // On a block or wire these keys add it to the selection; only on the canvas they begin a box.
    const isOnItem = (event.target as Element).closest('.react-flow__node, .react-flow__edge');
    if ((event.shiftKey || isModDown(event)) && isOnItem) event.stopPropagation();
  },
  onDoubleClick: ({ target }: MouseEvent) => {
    const element = target as Element;
    const item = element.closest<HTMLElement>('.react-flow__node');
    const wire = element.closest<SVGElement>('.react-flow__edge');
    if (element.classList.contains('react-flow__pane')) canvasView()?.openAdd();
    else if (wire) openAddListAtPointer({ kind: 'splice', edgeId: wire.dataset['id']! });
    else if (item && element.closest(RENAMED)) useUi.getState().rename(item.dataset['id']!);
    else if (item) openComposite(item.dataset['id']!);
  },
};
