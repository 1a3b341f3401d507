import { type Diagnostic, type Repair, repairedPlaces } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphEdge, GraphNode, Params } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { findCycles, incomingEdges, topologicalOrder } from '#shared/graph/order';
import { checkParam, defaultParams } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import type { LayerDefinition, LayerProblem, WeightSpec } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';
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
  wrongParam,
} from './graph-problems';
import type { Inference, NodeInference } from './inference';

const NOTHING: NodeInference = { inputs: [], weights: [], params: 0, trainableParams: 0, flops: 0 };

/** The parameters of a block with the defaults of those it does not have. */
export const completeParams = (layer: LayerDefinition, params: Params): Params => ({
  ...defaultParams(layer.params),
  ...params,
});

/** The layer of a block's type, if there is one. */
export const layerOf = ({ type }: GraphNode): LayerDefinition | undefined =>
  Object.hasOwn(LAYERS, type) ? LAYERS[type] : undefined;

/** Whether a block only passes its first input on. The ends of a drawing cannot be bypassed. */
export const isBypassed = ({ bypassed }: GraphNode, { ports }: LayerDefinition): boolean =>
  bypassed && ports.inputs.length > 0 && ports.outputs.length > 0;

/** Puts the block's and its first wire's ids where a layer left them open. */
function located(problem: LayerProblem, node: GraphNode, edges: readonly GraphEdge[]): Diagnostic {
  const { fix, ...rest } = problem;
  const place = (repair: Repair): Repair => {
    if ('nodeId' in repair && repair.nodeId === '') return { ...repair, nodeId: node.id };
    if ('edgeId' in repair && repair.edgeId === '') return { ...repair, edgeId: edges[0]?.id ?? '' };
    return repair;
  };
  return {
    severity: 'error',
    ...rest,
    nodeId: node.id,
    ...(fix && { fix: { ...fix, repair: place(fix.repair) } }),
  };
}

function inferNode(
  node: GraphNode,
  layer: LayerDefinition,
  inputs: readonly Shape[],
  edges: readonly GraphEdge[],
): { readonly result: NodeInference; readonly problems: readonly Diagnostic[] } {
  const empty = { ...NOTHING, inputs };
  if (isBypassed(node, layer)) return { result: { ...empty, shape: inputs[0]! }, problems: [] };
  const params = completeParams(layer, node.params);
  const wrong = Object.entries(layer.params).flatMap(([name, spec]) => {
    const problem = checkParam(spec, params[name]);
    return problem ? [wrongParam(node, name, spec, params[name], problem.expected)] : [];
  });
  if (wrong.length > 0) return { result: empty, problems: wrong };
  const context = { params, inputs };
  const answer = layer.inferShape(context);
  if (!answer.ok) return { result: empty, problems: [located(answer.problem, node, edges)] };
  const weights = layer.weights(context);
  const outside = weights.find(hasAxisOutside);
  if (outside) return { result: empty, problems: [axisProblem(node, layer, params, outside)] };
  const count = (all: boolean) =>
    weights.reduce((sum, spec) => sum + (all || spec.trainable ? sizeOf(spec.shape) : 0), 0);
  const result = {
    shape: answer.shape,
    inputs,
    weights,
    params: count(true),
    trainableParams: node.trainable ? count(false) : 0,
    flops: layer.flops({ ...context, output: answer.shape }),
  };
  return { result, problems: [] };
}

/** Whether a weight's constraint goes along an axis that the weight does not have. */
const hasAxisOutside = ({ shape, constraint }: WeightSpec): boolean => {
  const axes = constraint?.params['axis'];
  return Array.isArray(axes) && axes.some((axis) => axis >= shape.length || axis < -shape.length);
};

/** The parameter that names such an axis holds the very list that the constraint has. */
function axisProblem(
  node: GraphNode,
  layer: LayerDefinition,
  params: Params,
  { name, shape, constraint }: WeightSpec,
): Diagnostic {
  const isHeld = (key: string) =>
    key.endsWith('ConstraintAxis') && params[key] === constraint!.params['axis'];
  const key = Object.keys(layer.params).find(isHeld)!;
  const rank = shape.length;
  return wrongParam(node, key, layer.params[key]!, params[key], {
    en: `axes of ${name}, ${-rank} … ${rank - 1}`,
    ko: `${name}의 축, ${-rank} … ${rank - 1}`,
  });
}

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

/**
 * Shapes, counts and problems of a drawing, by Keras's rules; it never throws, whatever is drawn. Only causes are reported: a block behind
 * a wrong one has no shape and no problem of its own. A composite block stands for the layers inside it.
 */
export function inferGraph(drawing: GraphDoc): Inference {
  const { graph, origin, results } = expandGraph(drawing);
  const byId = new Map(graph.nodes.toReversed().map((node) => [node.id, node]));
  const incoming = incomingEdges(graph);
  const order = topologicalOrder(incoming);
  const sources = new Set(graph.edges.map(({ source }) => source));
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
  return [...results].map(([block, inner]) => {
    const members = [...nodes]
      .filter(([id]) => id !== block && origin.get(id) === block)
      .map(([, node]) => node);
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
