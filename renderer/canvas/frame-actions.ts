import { type Point, rectOf } from '../state/block-place';
import { canvasView } from '../state/canvas-view';
import { addFrame, addNote } from '../state/frames-and-notes';
import { currentGraph, useProject } from '../state/project-store';
import { useSettings } from '../state/settings-store';
import { useUi } from '../state/ui-store';
import { canvasPointer } from './pointer';

/** Draws a frame around what is selected, and lets its title be typed. */
export function frameSelection(): void {
  const { selection, editGraph } = useProject.getState();
  const title = useSettings.getState().language === 'ko' ? '프레임' : 'Frame';
  const added = addFrame(currentGraph(), selection, title);
  if (!added) return;
  editGraph({ en: 'Frame', ko: '프레임 만들기' }, () => added.graph, { select: [added.id] });
  canvasView()?.bringIn(rectOf(added.graph.frames.at(-1)!));
  renameSelected();
}

/** Adds a note at the pointer, else in the middle of the view, and lets its text be typed. */
export function addNoteHere(): void {
  const at: Point = canvasPointer()?.drawing ?? canvasView()?.centre() ?? { x: 0, y: 0 };
  const { graph, id } = addNote(currentGraph(), at);
  useProject.getState().editGraph({ en: 'Add a note', ko: '메모 추가' }, () => graph, { select: [id] });
  renameSelected();
}

/** Lets the one selected item be named: inside a composite block it has another id than it was made with. */
export function renameSelected(): void {
  const [id] = useProject.getState().selection;
  useUi.getState().rename(id ?? null);
}
