import { type Repair, repairedPlaces } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import type { ProjectFile } from '#shared/project/schema';
import {
  addNode,
  connect,
  createEdge,
  createNode,
  findNode,
  freshId,
  insertAfter,
  portsOf,
  type Point,
  removeItems,
  setParam,
  spliceNode,
  throughPorts,
  unusedName,
  updateNode,
} from '../state/graph-edits';
import { freePlace, STEP } from '../state/block-place';
import { ownParams } from '../state/own-params';
import { changeAround } from '../state/scoped-edit';

/** The project after the repair; the same object where the repair has nothing to work on any more. */
export function repaired(project: ProjectFile, repair: Repair): ProjectFile {
  const { kind } = repair;
  const change = CHANGES[kind] as (project: ProjectFile, repair: Repair) => ProjectFile;
  return change(project, repair);
}

type Of<K extends Repair['kind']> = Extract<Repair, { readonly kind: K }>;
type Changes = { readonly [K in Repair['kind']]: (project: ProjectFile, repair: Of<K>) => ProjectFile };

/** A change of the drawing alone, or of the inside of a composite block where the blocks are drawn there. */
const drawn =
  <R extends Repair>(change: (graph: GraphDoc, repair: R) => GraphDoc) =>
  (project: ProjectFile, repair: R): ProjectFile => {
    const { nodes, edges } = repairedPlaces(repair);
    const place = [...nodes, ...edges][0];
    const graph = changeAround(project.graph, place, (there) => change(there, repair));
    return graph === project.graph ? project : { ...project, graph };
  };

const CHANGES: Changes = {
  setParam: drawn((graph, { nodeId, param, value }) => setParam(graph, nodeId, param, value)),
  insertLayer: drawn((graph, { edgeId, type, params }) => {
    const place = middleOf(graph, edgeId);
    return place ? spliceNode(graph, edgeId, createNode(graph, type, place, params)) : graph;
  }),
  insertBehind: drawn((graph, { nodeId, type, params }) => {
    const node = findNode(graph, nodeId);
    return node ? insertAfter(graph, nodeId, createNode(graph, type, node.position, params)) : graph;
  }),
  insertBefore: drawn(insertBefore),
  addLayer: drawn((graph, { type, side, params }) =>
    addNode(graph, createNode(graph, type, freePlace(graph, beside(graph, side)), params)),
  ),
  replaceLayer: drawn((graph, { nodeId, type, params = {} }) =>
    updateNode(graph, nodeId, (node) => ({
      ...node,
      type,
      name: createNode(removeItems(graph, new Set([nodeId])), type, node.position).name,
      params: ownParams(type, params),
    })),
  ),
  moveBehind: drawn((graph, { nodeId, otherId }) => {
    const taken = takenOut(graph, nodeId, otherId);
    return taken ? insertAfter(taken.graph, otherId, taken.node) : graph;
  }),
  moveBefore: drawn(moveBefore),
  removeNode: drawn((graph, { nodeId }) =>
    findNode(graph, nodeId) ? removeItems(graph, new Set([nodeId])) : graph,
  ),
  rename: drawn((graph, { nodeId, name }) =>
    updateNode(graph, nodeId, (node) => {
      const others = { ...graph, nodes: graph.nodes.filter((other) => other !== node) };
      return { ...node, name: unusedName(others, name, name) };
    }),
  ),
  setTrainable: drawn((graph, { nodeId, value }) =>
    updateNode(graph, nodeId, (node) => (node.trainable === value ? node : { ...node, trainable: value })),
  ),
  renewId: drawn((graph, { nodeId }) => {
    const first = graph.nodes.findIndex(({ id }) => id === nodeId);
    const isTwin = ({ id }: GraphNode, i: number) => id === nodeId && i !== first;
    if (!graph.nodes.some(isTwin)) return graph;
    return {
      ...graph,
      nodes: graph.nodes.map((node, i) => (isTwin(node, i) ? { ...node, id: freshId('n') } : node)),
    };
  }),
  connect: drawn((graph, { wire }) =>
    findNode(graph, wire.source) && findNode(graph, wire.target) ? connect(graph, wire) : graph,
  ),
  removeWire: drawn((graph, { edgeId }) =>
    graph.edges.some(({ id }) => id === edgeId) ? removeItems(graph, new Set([edgeId])) : graph,
  ),
  setTraining: (project, { key, value }) => ({ ...project, training: { ...project.training, [key]: value } }),
  setData: (project, { key, value }) => ({ ...project, data: { ...project.data, [key]: value } }),
  several: (project, { repairs }) => repairs.reduce(repaired, project),
};

function insertBefore(graph: GraphDoc, { nodeId, type, params }: Of<'insertBefore'>): GraphDoc {
  const node = findNode(graph, nodeId);
  const input = node && portsOf(graph, node).inputs[0];
  if (!node || !input) return graph;
  const { x, y } = node.position;
  const added = createNode(graph, type, freePlace(graph, { x: x - STEP.x, y }), params);
  const wire = { ...createEdge(added.id, nodeId), targetPort: input.name };
  return connect(addNode(graph, added), wire);
}

/** Where a block goes that is to stand before or behind all others, on the row of the first or the last. */
function beside({ nodes }: GraphDoc, side: 'before' | 'behind'): Point {
  const places = nodes.map(({ position }) => position).toSorted((a, b) => a.x - b.x || a.y - b.y);
  const end = places.at(side === 'before' ? 0 : -1);
  return end ? { x: end.x + (side === 'before' ? -STEP.x : STEP.x), y: end.y } : { x: 0, y: 0 };
}

/** Half way between the blocks that a wire joins. */
function middleOf({ nodes, edges }: GraphDoc, edgeId: string): Point | undefined {
  const edge = edges.find(({ id }) => id === edgeId);
  const source = nodes.find(({ id }) => id === edge?.source)?.position;
  const target = nodes.find(({ id }) => id === edge?.target)?.position;
  return source && target && { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2 };
}

/** A block with one way through, out of its place, which closes. */
function takenOut(
  graph: GraphDoc,
  nodeId: string,
  otherId: string,
): { readonly graph: GraphDoc; readonly node: GraphNode } | undefined {
  const node = findNode(graph, nodeId);
  if (!node || nodeId === otherId || !findNode(graph, otherId) || !throughPorts(graph, node))
    return undefined;
  return { graph: removeItems(graph, new Set([nodeId])), node };
}

function moveBefore(graph: GraphDoc, { nodeId, otherId }: Of<'moveBefore'>): GraphDoc {
  const taken = takenOut(graph, nodeId, otherId);
  const wires = taken?.graph.edges.filter(({ target }) => target === otherId) ?? [];
  const other = findNode(graph, otherId);
  if (!taken || !other || wires.length !== 1) return graph;
  return spliceNode(taken.graph, wires[0]!.id, { ...taken.node, position: other.position });
}
