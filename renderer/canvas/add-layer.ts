import type { Localized } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import type { Shape } from '#shared/graph/shape';
import type { Inference } from '#shared/compile/inference';
import { LAYERS } from '#shared/layers/table';
import { BLOCK, centredAt, freePlace, type Point, snapped } from '../state/block-place';
import { framesFollow } from '../state/frames-and-notes';
import {
  addNode,
  connect,
  createNode,
  findNode,
  insertAfter,
  portsOf,
  portsOfType,
  spliceNode,
} from '../state/graph-edits';
import { currentGraph, currentInference, useProject } from '../state/project-store';
import { type End, wireBetween } from './connection-rules';

/** What becomes of a new block's wires. */
export type Joint =
  | { readonly kind: 'free' }
  /** Stands in a wire. */
  | { readonly kind: 'splice'; readonly edgeId: string }
  /** Follows a block and takes over what followed it. */
  | { readonly kind: 'after'; readonly nodeId: string }
  /** Takes the other end of a wire that was drawn into the void. */
  | { readonly kind: 'connect'; readonly end: End };

/** Adds a layer as one step of undo and selects it. `at` is where its middle lies, or its port where a wire was dropped. */
export function addLayer(type: string, at: Point, joint: Joint): void {
  const { editGraph } = useProject.getState();
  const { graph, id } = withLayer(currentGraph(), type, at, joint);
  editGraph(addLabel(type), (before) => framesFollow(before, graph), { select: [id] });
}

export const addLabel = (type: string): Localized => ({ en: `Add ${type}`, ko: `${type} 추가` });

/** The drawing with one more layer. */
export function withLayer(
  graph: GraphDoc,
  type: string,
  at: Point,
  joint: Joint,
): { readonly graph: GraphDoc; readonly id: string } {
  const node = createNode(graph, type, centredAt(at));
  return { graph: JOIN[joint.kind](graph, node, at, joint as never), id: node.id };
}

type Join<K extends Joint['kind']> = (
  graph: GraphDoc,
  node: ReturnType<typeof createNode>,
  at: Point,
  joint: Extract<Joint, { readonly kind: K }>,
) => GraphDoc;

const JOIN: { readonly [K in Joint['kind']]: Join<K> } = {
  free: addNode,
  splice: (graph, node, _at, { edgeId }) => spliceNode(graph, edgeId, node),
  after: (graph, node, _at, { nodeId }) => insertAfter(graph, nodeId, node),
  connect: (graph, node, at, { end }) => {
    const isAhead = end.side === 'out';
    const position = snapped({ x: isAhead ? at.x : at.x - BLOCK.width, y: at.y - BLOCK.height / 2 });
    const drawn = addNode(graph, { ...node, position });
    const { inputs, outputs } = portsOfType(node.type);
    const port = isAhead ? inputs[0] : outputs[0];
    const wire = port && wireBetween(end, { nodeId: node.id, port: port.name, side: isAhead ? 'in' : 'out' });
    return wire ? connect(drawn, wire) : drawn;
  },
};

/** Whether a new layer of a type, with its defaults, can take its place: it has the ports, and takes the shape that arrives. */
export function fits(graph: GraphDoc, inference: Inference, type: string, joint: Joint): boolean {
  const { inputs, outputs } = portsOfType(type);
  if (joint.kind === 'free') return true;
  if (joint.kind === 'connect' && joint.end.side === 'in') return outputs.length > 0;
  if (inputs.length === 0) return false;
  const isBetween =
    joint.kind === 'splice' ||
    (joint.kind === 'after' && graph.edges.some(({ source }) => source === joint.nodeId));
  if (isBetween && outputs.length === 0) return false;
  const source = sourceOf(graph, joint);
  const shape = source === undefined ? undefined : inference.nodes.get(source)?.shape;
  return shape === undefined || takes(type, shape);
}

/** The block whose output a new layer would get. */
function sourceOf(graph: GraphDoc, joint: Joint): string | undefined {
  if (joint.kind === 'splice') return graph.edges.find(({ id }) => id === joint.edgeId)?.source;
  if (joint.kind === 'after') return joint.nodeId;
  return joint.kind === 'connect' ? joint.end.nodeId : undefined;
}

/** Whether a layer takes a shape; a merging one, that shape at all its inputs. */
function takes(type: string, shape: Shape): boolean {
  const { params, inferShape, minInputs = 1 } = LAYERS[type]!;
  const inputs = Array.from({ length: minInputs }, () => shape);
  return inferShape({ params: defaultParams(params), inputs }).ok;
}

/** The one selected block with an output, which a new layer follows. */
export function selectedTail(): string | null {
  const { selection } = useProject.getState();
  const graph = currentGraph();
  const chosen = graph.nodes.filter(({ id }) => selection.has(id));
  const [node] = chosen;
  return chosen.length === 1 && node && portsOf(graph, node).outputs.length > 0 ? node.id : null;
}

/** Adds a layer behind the selected block where it fits there, else at a free place near `at`. */
export function addNearSelection(type: string, at: Point): void {
  const graph = currentGraph();
  const tail = selectedTail();
  const joint: Joint = tail === null ? { kind: 'free' } : { kind: 'after', nodeId: tail };
  if (tail !== null && findNode(graph, tail) && fits(graph, currentInference(), type, joint))
    addLayer(type, at, joint);
  else {
    const { x, y } = freePlace(graph, centredAt(at));
    addLayer(type, { x: x + BLOCK.width / 2, y: y + BLOCK.height / 2 }, { kind: 'free' });
  }
}
