import { type Diagnostic, repairedPlaces } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphEdge, GraphNode } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { findCycles, type IncomingEdges, incomingEdges, topologicalOrder } from '#shared/graph/order';
import { sameItems } from '#shared/graph/same';
import type { Shape } from '#shared/graph/shape';
import type { LayerDefinition } from '#shared/layers/definition';
import {
  danglingWire,
  duplicateId,
  duplicateName,
  inCycle,
  missingInput,
  tooManyInputs,
  unknownLayer,
  unknownPort,
  unusableComposite,
} from './graph-problems';
import { inferNode, isBypassed, layerOf, NOTHING } from './infer-node';
import type { Inference, NodeInference } from './inference';

export { completeParams, isBypassed, layerOf } from './infer-node';

/** Wires that end nowhere, or at a port that its block does not have. */
function checkEdges({ edges }: GraphDoc, byId: ReadonlyMap<string, GraphNode>): Diagnostic[] {
  return edges.flatMap((edge): Diagnostic[] => {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    if (!source || !target) return [danglingWire(edge, (source ?? target)?.id)];
    const outputs = layerOf(source)?.ports.outputs;
    const inputs = layerOf(target)?.ports.inputs;
    if (outputs && !outputs.some(({ name }) => name === edge.sourcePort))
      return [unknownPort(edge, source, 'out')];
    // A layer without inputs says so itself.
    if (inputs && inputs.length > 0 && !inputs.some(({ name }) => name === edge.targetPort))
      return [unknownPort(edge, target, 'in')];
    return [];
  });
}

/** Ids and names that two blocks share. */
function checkIdentity({ nodes }: GraphDoc): Diagnostic[] {
  const [ids, names] = [new Set<string>(), new Set<string>()];
  return nodes.flatMap((node): Diagnostic[] => {
    const problems = ids.has(node.id)
      ? [duplicateId(node)]
      : names.has(node.name)
        ? [duplicateName(node)]
        : [];
    ids.add(node.id);
    names.add(node.name);
    return problems;
  });
}

/** Whether so many wires are wrong for a block, and in what way. */
function checkWireCount(
  node: GraphNode,
  layer: LayerDefinition,
  edges: readonly GraphEdge[],
  isLoose: boolean,
): Diagnostic | null {
  const port = layer.ports.inputs[0];
  const least = !port ? 0 : isBypassed(node, layer) ? 1 : (layer.minInputs ?? 1);
  const most = !port ? 0 : port.multiple ? (port.most ?? Infinity) : 1;
  if (edges.length < least) return missingInput(node, edges.length, least, isLoose && edges.length === 0);
  return edges.length > most ? tooManyInputs(node, edges, most) : null;
}

const known = new WeakMap<GraphDoc, Inference>();
/** The inference of the last drawing with these wires. */
const lastOf = new WeakMap<GraphDoc['edges'], Inference>();

/**
 * Shapes, counts and problems of a drawing, by Keras's rules; it never throws, whatever is drawn. Only causes are reported: a block behind
 * a wrong one has no shape and no problem of its own. A composite block stands for the layers inside it.
 *
 * What did not change since an earlier drawing is not computed again: of the same drawing, and of one in which blocks were only moved, it is the
 * same object. Drawings are values: they are never changed in place.
 */
export function inferGraph(drawing: GraphDoc): Inference {
  const found = known.get(drawing);
  if (found) return found;
  const last = lastOf.get(drawing.edges);
  const fresh = inferAnew(drawing);
  const inference = last && sameInference(last, fresh) ? last : fresh;
  known.set(drawing, inference);
  lastOf.set(drawing.edges, inference);
  return inference;
}

const sameInference = (a: Inference, b: Inference): boolean =>
  a.nodes.size === b.nodes.size &&
  sameItems(a.order, b.order) &&
  sameItems(a.diagnostics, b.diagnostics) &&
  [...a.nodes].every(([id, node]) => b.nodes.get(id) === node);

/** How blocks hang together, whatever they are. */
interface Wiring {
  readonly ids: readonly string[];
  readonly incoming: IncomingEdges;
  readonly order: readonly string[];
  /** Blocks from which a wire leads. */
  readonly sources: ReadonlySet<string>;
}

const wirings = new WeakMap<GraphDoc['edges'], Wiring>();

function wiringOf(graph: GraphDoc): Wiring {
  const ids = graph.nodes.map(({ id }) => id);
  const before = wirings.get(graph.edges);
  if (before && sameItems(before.ids, ids)) return before;
  const incoming = incomingEdges(graph);
  const sources = new Set(graph.edges.map(({ source }) => source));
  const wiring = { ids, incoming, order: topologicalOrder(incoming), sources };
  wirings.set(graph.edges, wiring);
  return wiring;
}

function inferAnew(drawing: GraphDoc): Inference {
  const { graph, origin, results } = expandGraph(drawing);
  const byId = new Map(graph.nodes.toReversed().map((node) => [node.id, node]));
  const { incoming, order, sources } = wiringOf(graph);
  const nodes = new Map<string, NodeInference>();
  const diagnostics = [...checkIdentity(graph), ...checkEdges(graph, byId)];

  for (const id of order) {
    const node = byId.get(id)!;
    const layer = layerOf(node);
    const edges = incoming.get(id)!;
    nodes.set(id, NOTHING);
    if (!layer) {
      diagnostics.push(node.type === 'composite' ? unusableComposite(node) : unknownLayer(node));
      continue;
    }
    const wrongCount = checkWireCount(node, layer, edges, !sources.has(id));
    if (wrongCount) {
      diagnostics.push(wrongCount);
      continue;
    }
    const inputs = edges.map(({ source }) => nodes.get(source)?.shape);
    if (inputs.includes(undefined)) continue;
    const { result, problems } = inferNode(node, layer, inputs as Shape[], edges);
    nodes.set(id, result);
    diagnostics.push(...problems);
  }
  for (const { nodes: members, edges } of findCycles(incoming, order)) {
    diagnostics.push(
      inCycle(
        members.map((id) => byId.get(id)!),
        edges,
      ),
    );
  }
  for (const { id } of graph.nodes) if (!nodes.has(id)) nodes.set(id, NOTHING);
  const counts = sumCounts([...byId.keys()].map((id) => nodes.get(id)!));
  for (const [block, inner] of composedInferences(origin, results, nodes)) nodes.set(block, inner);
  return { nodes, order, diagnostics: placeInDrawing(diagnostics, drawing, origin), ...counts };
}

const sumCounts = (nodes: readonly NodeInference[]) => ({
  params: nodes.reduce((sum, node) => sum + node.params, 0),
  trainableParams: nodes.reduce((sum, node) => sum + node.trainableParams, 0),
  flops: nodes.reduce((sum, node) => sum + node.flops, 0),
});

/** A composite block has the shape of its result and the counts of all its layers. */
function composedInferences(
  origin: ReadonlyMap<string, string>,
  results: ReadonlyMap<string, string>,
  nodes: ReadonlyMap<string, NodeInference>,
): [string, NodeInference][] {
  const within = new Map<string | undefined, NodeInference[]>(
    [...results.keys()].map((block) => [block, []]),
  );
  for (const [id, node] of nodes) if (!results.has(id)) within.get(origin.get(id))?.push(node);
  return [...results].map(([block, inner]) => {
    const members = within.get(block)!;
    const shape = nodes.get(inner)?.shape;
    return [
      block,
      { ...(shape && { shape }), inputs: members[0]?.inputs ?? [], weights: [], ...sumCounts(members) },
    ];
  });
}

/**
 * Diagnostics about layers of expanded composites, told of the blocks of the drawing; a repair of something that is not in the drawing
 * itself is left out.
 */
export function placeInDrawing(
  diagnostics: readonly Diagnostic[],
  drawing: GraphDoc,
  origin: ReadonlyMap<string, string>,
): Diagnostic[] {
  if (drawing.composites.length === 0) return [...diagnostics];
  const nodeIds = new Set(drawing.nodes.map(({ id }) => id));
  const edgeIds = new Set(drawing.edges.map(({ id }) => id));
  const told = new Set<string>();
  return diagnostics.flatMap(({ nodeId, edgeId, param, fix, ...rest }) => {
    const isDrawn = nodeId === undefined || nodeIds.has(nodeId);
    // Every use and every round of a composite has the same problem; once is enough.
    const key = `${rest.code} ${origin.get(nodeId ?? '')}`;
    if (!isDrawn && told.has(key)) return [];
    if (!isDrawn) told.add(key);
    const places = fix && repairedPlaces(fix.repair);
    const isRepairable =
      places?.nodes.every((id) => nodeIds.has(id)) === true && places.edges.every((id) => edgeIds.has(id));
    return {
      ...rest,
      ...(nodeId !== undefined && { nodeId: isDrawn ? nodeId : (origin.get(nodeId) ?? nodeId) }),
      ...(edgeId !== undefined && edgeIds.has(edgeId) && { edgeId }),
      ...(param !== undefined && isDrawn && { param }),
      ...(isRepairable && { fix }),
    };
  });
}
