import { expect, test } from 'vitest';
import { pickItems } from '../../../renderer/state/clipboard';
import {
  addFrame,
  addNote,
  framesFollow,
  heldBy,
  idsWithHeld,
  NOTE,
  resize,
  updateFrame,
  updateNote,
  withHeld,
} from '../../../renderer/state/frames-and-notes';
import { moveItems, pasteItems, removeItems } from '../../../renderer/state/graph-edits';
import { drawing } from '../../fakes/fake-graph';

const chain = drawing('in:Input conv:Conv2D flat:Flatten out:Output', 'in>conv conv>flat flat>out');
const { graph, id } = addFrame(chain, new Set(['conv', 'flat']), 'Features')!;
const frame = graph.frames[0]!;

test('a frame reaches around what it is drawn for, and holds that alone', () => {
  // Two blocks of 192 × 144 from 300 to 792, 32 units of room on each side, 32 for the title.
  expect(frame).toEqual({
    id,
    title: 'Features',
    position: { x: 268, y: -64 },
    size: { width: 556, height: 240 },
  });
  expect(heldBy(graph, frame)).toEqual(['conv', 'flat']);
});

test('no frame is drawn around nothing or around wires', () => {
  expect(addFrame(chain, new Set(), 'Nothing')).toBeNull();
  expect(addFrame(chain, new Set(['in>conv']), 'A wire')).toBeNull();
});

test('what a frame holds moves with it, once also where it is moved itself', () => {
  const places = withHeld(graph, new Map([[id, { x: 368, y: -54 }]]));
  expect(Object.fromEntries(places)).toEqual({
    [id]: { x: 368, y: -54 },
    conv: { x: 400, y: 10 },
    flat: { x: 700, y: 10 },
  });
  const own = { x: 0, y: 0 };
  expect(withHeld(graph, new Map([...places, ['conv', own]])).get('conv')).toEqual(own);
});

test('frames in frames: the outer one holds the inner one and all of it; twins hold each other once', () => {
  const outer = addFrame(graph, new Set(['in', id]), 'Outer')!;
  expect(heldBy(outer.graph, outer.graph.frames[1]!)).toEqual(['in', 'conv', 'flat', id]);
  const twin = { ...frame, id: `${id}z` };
  const twins = { ...graph, frames: [frame, twin] };
  expect(heldBy(twins, frame)).toContain(twin.id);
  expect(heldBy(twins, twin)).not.toContain(frame.id);
});

test('a copied frame brings what it holds; a deleted one leaves it', () => {
  expect([...idsWithHeld(graph, new Set([id]))]).toEqual([id, 'conv', 'flat']);
  const picked = pickItems(graph, new Set([id]));
  expect(picked.edges.map((edge) => edge.id)).toEqual(['conv>flat']);
  const { graph: pasted, ids } = pasteItems(graph, picked, { x: 0, y: 320 });
  expect([pasted.nodes.length, pasted.frames.length, ids.length]).toEqual([6, 2, 3]);
  expect(pasted.frames[1]).toMatchObject({ title: 'Features', position: { x: 268, y: 256 } });
  expect(removeItems(graph, new Set([id]))).toMatchObject({ nodes: graph.nodes, frames: [] });
});

test('a frame follows what it held when that has been moved out of it, and its own frame follows it', () => {
  const outer = addFrame(graph, new Set([id]), 'Outer')!.graph;
  const moved = moveItems(outer, new Map([['flat', { x: 1600, y: 0 }]]));
  const [inner, around] = framesFollow(outer, moved).frames;
  expect(inner).toMatchObject({ position: { x: 268, y: -64 }, size: { width: 1556, height: 240 } });
  expect(around).toMatchObject({ position: { x: 236, y: -128 }, size: { width: 1620, height: 336 } });
  expect(framesFollow(graph, graph)).toBe(graph);
});

test('notes and frames are written, coloured and resized', () => {
  const note = addNote(graph, { x: 400, y: 400 });
  expect(note.graph.notes[0]).toEqual({ id: note.id, text: '', position: { x: 288, y: 352 }, size: NOTE });
  const written = updateNote(note.graph, note.id, { text: 'Why 3×3?' });
  const painted = updateFrame(written, id, { color: 'blue' });
  const wide = resize(painted, note.id, { x: 0, y: 0, width: 320, height: 160 });
  expect([wide.notes[0]!.text, wide.notes[0]!.size.width, wide.frames[0]!.color]).toEqual([
    'Why 3×3?',
    320,
    'blue',
  ]);
});
