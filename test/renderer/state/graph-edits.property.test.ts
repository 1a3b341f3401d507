import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { GraphDoc } from '#shared/graph/document';
import { incomingEdges, topologicalOrder } from '#shared/graph/order';
import { LAYERS } from '#shared/layers/table';
import { type Joint, withLayer } from '../../../renderer/canvas/add-layer';
import { arranged } from '../../../renderer/canvas/auto-layout';
import { checkName } from '../../../renderer/canvas/block-name';
import { checkConnection, wireBetween } from '../../../renderer/canvas/connection-rules';
import {
  connect,
  moveItems,
  pasteItems,
  portsOf,
  reconnect,
  removeItems,
  spliceNode,
  updateNode,
  type Wire,
} from '../../../renderer/state/graph-edits';
import { pickItems } from '../../../renderer/state/clipboard';
import { checkCollapse, collapse, unpack } from '../../../renderer/state/composites';
import { addFrame, addNote, framesFollow, resize, withHeld } from '../../../renderer/state/frames-and-notes';
import { useProject } from '../../../renderer/state/project-store';
import { EMPTY_PROJECT } from '../../fakes/fake-project';

const TYPES = Object.keys(LAYERS);
const label = { en: 'Edit', ko: '편집' };
const at = <T>(items: readonly T[], n: number): T | undefined => items[n % Math.max(1, items.length)];

/** An edit as a person makes it; numbers choose among what there is. */
type Edit = (graph: GraphDoc, a: number, b: number, c: number) => GraphDoc;

function wire(graph: GraphDoc, a: number, b: number): Wire | null {
  const [from, to] = [at(graph.nodes, a), at(graph.nodes, b)];
  const output = from && at(portsOf(graph, from).outputs, a);
  const input = to && at(portsOf(graph, to).inputs, b);
  if (!output || !input) return null;
  return wireBetween(
    { nodeId: from.id, port: output.name, side: 'out' },
    { nodeId: to.id, port: input.name, side: 'in' },
  );
}

function joint(graph: GraphDoc, a: number, b: number): Joint {
  const [node, edge] = [at(graph.nodes, b), at(graph.edges, b)];
  const output = node && portsOf(graph, node).outputs[0];
  const joints: Joint[] = [{ kind: 'free' }];
  if (edge) joints.push({ kind: 'splice', edgeId: edge.id });
  if (node) joints.push({ kind: 'after', nodeId: node.id });
  if (node && output)
    joints.push({ kind: 'connect', end: { nodeId: node.id, port: output.name, side: 'out' } });
  return at(joints, a)!;
}

const allItems = ({ nodes, edges, frames, notes }: GraphDoc) => [...nodes, ...edges, ...frames, ...notes];

const chosen = (graph: GraphDoc, mask: number): ReadonlySet<string> =>
  new Set(allItems(graph).flatMap(({ id }, i) => ((mask >> (i % 20)) & 1 ? [id] : [])));

const EDITS: Readonly<Record<string, Edit>> = {
  add: (graph, a, b, c) => withLayer(graph, at(TYPES, a)!, { x: b, y: c }, joint(graph, b, c)).graph,
  connect: (graph, a, b) => {
    const drawn = wire(graph, a, b);
    return drawn && !checkConnection(graph, drawn) ? connect(graph, drawn) : graph;
  },
  plug: (graph, a, b, c) => {
    const [old, drawn] = [at(graph.edges, c), wire(graph, a, b)];
    return old && drawn && !checkConnection(graph, drawn, old.id) ? reconnect(graph, old.id, drawn) : graph;
  },
  splice: (graph, a, b) => {
    const node = at(graph.nodes, a);
    const edge = at(graph.edges, b);
    const isLoose = graph.edges.every(({ source, target }) => source !== node?.id && target !== node?.id);
    return node && edge && isLoose ? spliceNode(graph, edge.id, node) : graph;
  },
  remove: (graph, a) => removeItems(graph, chosen(graph, a)),
  cutOut: (graph, a) => removeItems(graph, chosen(graph, a), false),
  paste: (graph, a, b, c) => {
    const ids = [...chosen(graph, a)].slice(0, 6);
    return pasteItems(graph, pickItems(graph, new Set(ids)), { x: b, y: c }).graph;
  },
  move: (graph, a, b, c) =>
    moveItems(
      graph,
      withHeld(
        graph,
        new Map(
          allItems(graph)
            .slice(a % 7)
            .map(({ id }) => [id, { x: b, y: c }]),
        ),
      ),
    ),
  frame: (graph, a) => addFrame(graph, chosen(graph, a), 'Frame')?.graph ?? graph,
  collapse: (graph, a) => {
    const ids = new Set([...chosen(graph, a)].slice(0, 5));
    return checkCollapse(graph, ids) ? graph : collapse(graph, ids, 'block').graph;
  },
  unpack: (graph, a) => {
    const composites = graph.nodes.filter(({ composite }) => composite);
    const block = at(composites, a);
    return block ? unpack(graph, block.id).graph : graph;
  },
  note: (graph, a, b) => addNote(graph, { x: a, y: b }).graph,
  resize: (graph, a, b, c) => {
    const item = at([...graph.frames, ...graph.notes], a);
    return item ? resize(graph, item.id, { ...item.position, width: 96 + b, height: 64 + c }) : graph;
  },
  rename: (graph, a, b) => {
    const node = at(graph.nodes, a);
    const name = at(['conv2d', 'dense_1', 'my layer', 'a/b', 'head', ''], b)!;
    return node && !checkName(graph, node.id, name)
      ? updateNode(graph, node.id, (one) => ({ ...one, name }))
      : graph;
  },
  arrange: (graph) =>
    framesFollow(graph, moveItems(graph, arranged(graph, new Set(graph.nodes.map(({ id }) => id))))),
};

const number = fc.nat({ max: 2 ** 20 });
const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(EDITS)), number, number, number), {
  maxLength: 60,
  size: 'max',
});

/** What no edit may break, as a list of what is broken. */
function brokenLaws(graph: GraphDoc): string[] {
  const { nodes, edges } = graph;
  const broken: string[] = [];
  const isUnique = (texts: readonly string[]) => new Set(texts).size === texts.length;
  if (!isUnique(allItems(graph).map(({ id }) => id))) broken.push('ids are unique');
  if (!isUnique(nodes.map(({ name }) => name))) broken.push('names are unique');
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const wired = new Map<string, number>();
  for (const { source, sourcePort, target, targetPort } of edges) {
    const [from, to] = [byId.get(source), byId.get(target)];
    const output = from && portsOf(graph, from).outputs.find(({ name }) => name === sourcePort);
    const input = to && portsOf(graph, to).inputs.find(({ name }) => name === targetPort);
    if (!output || !input) broken.push('wires end at ports that exist');
    const key = `${target} ${targetPort}`;
    wired.set(key, (wired.get(key) ?? 0) + 1);
    const most = input?.multiple ? (input.most ?? Infinity) : 1;
    if (wired.get(key)! > most) broken.push('no input has more wires than it takes');
  }
  const wires = edges.map((edge) => `${edge.source} ${edge.sourcePort} ${edge.target} ${edge.targetPort}`);
  if (!isUnique(wires)) broken.push('no two wires join the same ports');
  if (topologicalOrder(incomingEdges(graph)).length !== nodes.length)
    broken.push('data never runs in a circle');
  if (
    [...nodes, ...graph.frames, ...graph.notes].some(
      ({ position: { x, y } }) => !Number.isFinite(x) || !Number.isFinite(y),
    )
  )
    broken.push('places are numbers');
  return broken;
}

beforeEach(() => useProject.getState().load(EMPTY_PROJECT, null));

test('whatever is edited, the drawing keeps its laws; undoing all gives the first document, redoing all the last', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const { load, editGraph } = useProject.getState();
      load(EMPTY_PROJECT, null);
      const documents = [EMPTY_PROJECT.graph];
      for (const [name, a, b, c] of list) {
        editGraph(label, (graph) => EDITS[name]!(graph, a, b, c));
        const { graph } = useProject.getState().project;
        if (graph !== documents.at(-1)) documents.push(graph);
        expect({ after: name, broken: brokenLaws(graph) }).toEqual({ after: name, broken: [] });
      }
      for (const document of documents.toReversed().slice(1)) {
        useProject.getState().undo();
        expect(useProject.getState().project.graph).toBe(document);
      }
      expect(useProject.getState().project).toBe(EMPTY_PROJECT);
      for (const document of documents.slice(1)) {
        useProject.getState().redo();
        expect(useProject.getState().project.graph).toBe(document);
      }
    }),
    { numRuns: 150 },
  );
}, 60_000);
