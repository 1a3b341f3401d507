import type { Diagnostic, Repair } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphEdge, GraphNode, Params } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { checkParam, defaultParams } from '#shared/graph/params';
import { type Shape, sizeOf } from '#shared/graph/shape';
import type { LayerDefinition, LayerProblem } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';
import {
  duplicateName,
  inCycle,
  missingInput,
  tooManyInputs,
  unknownLayer,
  wrongParam,
} from './graph-problems';
import type { Inference, NodeInference } from './inference';

const NOTHING: NodeInference = { inputs: [], weights: [], params: 0, trainableParams: 0, flops: 0 };

/** The parameters of a block with the defaults of those it does not have. */
export const completeParams = (layer: LayerDefinition, params: Params): Params => ({
  ...defaultParams(layer.params),
  ...params,
});

/** Wires by the block they lead to; those of missing blocks are left out. */
export function incomingEdges(graph: GraphDoc): ReadonlyMap<string, readonly GraphEdge[]> {
  const incoming = new Map<string, GraphEdge[]>(graph.nodes.map(({ id }) => [id, []]));
  for (const edge of graph.edges) if (incoming.has(edge.source)) incoming.get(edge.target)?.push(edge);
  return incoming;
}

/** Blocks in an order in which every block comes after its inputs; blocks on or behind a cycle are left out. */
function topologicalOrder(graph: GraphDoc, incoming: ReadonlyMap<string, readonly GraphEdge[]>): string[] {
  const waiting = new Map([...incoming].map(([id, edges]) => [id, edges.length]));
  const outgoing = new Map<string, GraphEdge[]>(graph.nodes.map(({ id }) => [id, []]));
  for (const edges of incoming.values()) for (const edge of edges) outgoing.get(edge.source)!.push(edge);
  const order = graph.nodes.map(({ id }) => id).filter((id) => waiting.get(id) === 0);
  const seen = new Set(order);
  for (let i = 0; i < order.length; i++) {
    for (const { target } of outgoing.get(order[i]!) ?? []) {
      const left = waiting.get(target)! - 1;
      waiting.set(target, left);
      if (left === 0 && !seen.has(target)) {
        seen.add(target);
        order.push(target);
      }
    }
  }
  return order;
}

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
  const params = completeParams(layer, node.params);
  const wrong = Object.entries(layer.params).flatMap(([name, spec]) => {
    const problem = checkParam(spec, params[name]);
    return problem ? [wrongParam(node, name, spec, params[name], problem.expected)] : [];
  });
  const empty = { ...NOTHING, inputs };
  if (wrong.length > 0) return { result: empty, problems: wrong };
  if (node.bypassed && inputs.length === 1) return { result: { ...empty, shape: inputs[0]! }, problems: [] };
  const context = { params, inputs };
  const answer = layer.inferShape(context);
  if (!answer.ok) return { result: empty, problems: [located(answer.problem, node, edges)] };
  const weights = layer.weights(context);
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

/**
 * Shapes, counts and problems of a drawing, by Keras's rules; it never throws. Only causes are reported: a block behind a wrong one has no
 * shape and no problem of its own. A composite block stands for the layers inside it.
 */
export function inferGraph(drawing: GraphDoc): Inference {
  const { graph, origin, results } = expandGraph(drawing);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const incoming = incomingEdges(graph);
  const order = topologicalOrder(graph, incoming);
  const nodes = new Map<string, NodeInference>();
  const diagnostics: Diagnostic[] = [];
  const names = new Set<string>();

  for (const id of order) {
    const node = byId.get(id)!;
    const layer = Object.hasOwn(LAYERS, node.type) ? LAYERS[node.type] : undefined;
    nodes.set(id, NOTHING);
    if (names.has(node.name)) diagnostics.push(duplicateName(node));
    names.add(node.name);
    if (!layer) {
      diagnostics.push(unknownLayer(node));
      continue;
    }
    const edges = incoming.get(id)!;
    const port = layer.ports.inputs[0];
    const least = port ? (layer.minInputs ?? 1) : 0;
    if (edges.length < least) {
      diagnostics.push(missingInput(node, edges.length, least));
      continue;
    }
    if (edges.length > (port ? (port.multiple ? Infinity : 1) : 0)) {
      diagnostics.push(tooManyInputs(node, edges.length));
      continue;
    }
    const inputs = edges.map(({ source }) => nodes.get(source)?.shape);
    if (inputs.includes(undefined)) continue;
    const { result, problems } = inferNode(node, layer, inputs as Shape[], edges);
    nodes.set(id, result);
    diagnostics.push(...problems);
  }
  const ordered = new Set(order);
  for (const node of graph.nodes) {
    if (ordered.has(node.id)) continue;
    nodes.set(node.id, NOTHING);
    diagnostics.push(inCycle(node));
  }
  for (const [block, inner] of results) nodes.set(block, composedInference(block, inner, nodes, origin));
  const total = (key: 'params' | 'trainableParams' | 'flops') =>
    [...byId.keys()].reduce((sum, id) => sum + (nodes.get(id)?.[key] ?? 0), 0);
  return {
    nodes,
    order,
    diagnostics: diagnostics.map((problem) => ({
      ...problem,
      ...(problem.nodeId !== undefined && { nodeId: origin.get(problem.nodeId) ?? problem.nodeId }),
    })),
    params: total('params'),
    trainableParams: total('trainableParams'),
    flops: total('flops'),
  };
}

/** A composite block has the shape of its result and the counts of all its layers. */
function composedInference(
  block: string,
  inner: string,
  nodes: ReadonlyMap<string, NodeInference>,
  origin: ReadonlyMap<string, string>,
): NodeInference {
  const members = [...nodes]
    .filter(([id]) => id !== block && origin.get(id) === block)
    .map(([, node]) => node);
  const total = (key: 'params' | 'trainableParams' | 'flops') =>
    members.reduce((sum, node) => sum + node[key], 0);
  const shape = nodes.get(inner)?.shape;
  return {
    ...(shape && { shape }),
    inputs: members[0]?.inputs ?? [],
    weights: [],
    params: total('params'),
    trainableParams: total('trainableParams'),
    flops: total('flops'),
  };
}
