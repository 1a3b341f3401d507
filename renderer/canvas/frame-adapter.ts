import type { Node } from '@xyflow/react';
import type { Frame, GraphDoc, Note } from '#shared/graph/document';
import { type Point, type Rect, rectOf } from '../state/block-place';
import { areaOf } from '../state/frames-and-notes';
import { kept } from '../state/kept';

export type FrameFlowNode = Node<{ readonly title: string; readonly color: string | undefined }, 'frame'>;
export type NoteFlowNode = Node<{ readonly text: string }, 'note'>;

/** A frame or note under the hand that resizes it. */
export interface Resized {
  readonly id: string;
  readonly rect: Rect;
}

interface FrameInput {
  readonly graph: GraphDoc;
  readonly selection: ReadonlySet<string>;
  readonly moved: ReadonlyMap<string, Point> | null;
  readonly resized: Resized | null;
}

/** Frames lie behind wires and blocks; of two, the smaller one lies above. */
const BEHIND = -2_000;
/** React Flow adds a thousand to what is selected: above wires, so that its edges can be taken hold of, and still behind blocks. */
const SELECTED = -1_000;

/** React Flow's objects for frames and notes; one that looks as before is the same object as before. */
export function createFrameAdapter() {
  let frames = new Map<string, FrameFlowNode>();
  let notes = new Map<string, NoteFlowNode>();
  return ({ graph, selection, moved, resized }: FrameInput) => {
    const placeOf = (item: Frame | Note): Rect => {
      const rect = resized?.id === item.id ? resized.rect : rectOf(item);
      return { ...rect, ...moved?.get(item.id) };
    };
    const bySize = graph.frames.toSorted((a, b) => areaOf(b) - areaOf(a));
    const frameNodes = bySize.map((frame, i): FrameFlowNode => {
      const { id, title, color } = frame;
      return kept(frames.get(id), {
        ...common(id, placeOf(frame), selection, title),
        type: 'frame',
        data: { title, color },
        zIndex: selection.has(id) ? SELECTED : BEHIND + i,
        dragHandle: '[data-frame-handle]',
        // What lies on the frame, and the canvas that shows through, take the pointer.
        style: { pointerEvents: 'none' },
      });
    });
    const noteNodes = graph.notes.map((note): NoteFlowNode => {
      const { id, text } = note;
      return kept(notes.get(id), {
        ...common(id, placeOf(note), selection, text.split('\n')[0]!),
        type: 'note',
        data: { text },
      });
    });
    frames = new Map(frameNodes.map((node) => [node.id, node]));
    notes = new Map(noteNodes.map((node) => [node.id, node]));
    return { frames: frameNodes, notes: noteNodes };
  };
}

const common = (id: string, { x, y, ...size }: Rect, selection: ReadonlySet<string>, name: string) =>
  ({
    id,
    position: { x, y },
    ...size,
    measured: size,
    selected: selection.has(id),
    connectable: false,
    ariaRole: 'group',
    ariaLabel: name,
  }) as const;
