import { canvasView } from '../state/canvas-view';
import { checkCollapse, collapse, unpack } from '../state/composites';
import { framesFollow } from '../state/frames-and-notes';
import { findNode } from '../state/graph-edits';
import { currentGraph, useProject } from '../state/project-store';
import { nameOf, stepLabel } from '../state/step-label';
import { useUi } from '../state/ui-store';
import { renameSelected } from './frame-actions';

const state = () => useProject.getState();

/** The selected composite blocks. */
const selectedComposites = () => {
  const { selection } = state();
  return currentGraph().nodes.filter(({ id, composite }) => composite && selection.has(id));
};

export const hasCompositeSelection = (): boolean => selectedComposites().length > 0;

/** Makes one block of the selected ones and lets it be named, or says why it cannot be. */
export function collapseSelection(): void {
  const { selection, editGraph } = state();
  const before = currentGraph();
  const refusal = checkCollapse(before, selection);
  if (refusal) {
    useUi.getState().toast(refusal.message, 'error');
    return;
  }
  const frame = before.frames.find(({ id }) => selection.has(id));
  const { graph, id } = collapse(before, selection, nameFrom(frame?.title));
  const of = nameOf(before, selection);
  const label = { en: `Make a composite block of ${of.en}`, ko: `${of.ko}(으)로 합성 블록 만들기` };
  editGraph(label, () => graph, { select: [id] });
  renameSelected();
}

/** A frame's title names the block where it can. */
const nameFrom = (title = ''): string => {
  const name = title
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_')
    .slice(0, 40);
  return name === '' ? 'block' : name;
};

/** Puts the blocks of the selected composite blocks in their place. */
export function unpackSelection(): void {
  const blocks = selectedComposites();
  if (blocks.length === 0) return;
  const made: string[] = [];
  const before = currentGraph();
  const graph = blocks.reduce((result, { id }) => {
    if (!findNode(result, id)) return result;
    const unpacked = unpack(result, id);
    made.push(...unpacked.ids);
    return unpacked.graph;
  }, before);
  const ids = blocks.map(({ id }) => id);
  const label = stepLabel({ en: 'Unpack', ko: '풀기' }, before, ids);
  state().editGraph(label, () => framesFollow(before, graph), { select: made });
  canvasView()?.fit();
}
