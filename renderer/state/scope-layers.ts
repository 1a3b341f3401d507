import type { Inference, NodeInference } from '#shared/compile/inference';
import { portNames } from '#shared/graph/composite';
import { type Diagnostic, type Localized, type Repair, repairedPlaces } from '#shared/graph/diagnostic';
import type { Composite, GraphDoc, GraphNode } from '#shared/graph/document';
import { innerId } from '#shared/graph/expand';
import { portSide } from './port-blocks';
import { drawnGraph, levelsOf, prefixOf, type Scope } from './scope';

/** A layer of the expanded drawing. */
export interface LayerBehind {
  readonly id: string;
  readonly type: string;
}

/** Composites of a damaged file may contain themselves. */
const MOST_LEVELS = 100;

/** The layer whose output a block gives at a port: its own, or of a composite block the layer inside. */
function layerGiving(
  composites: readonly Composite[],
  node: GraphNode,
  port: string | undefined,
  level = 0,
): LayerBehind | null {
  const { id, composite: use } = node;
  if (!use) return { id, type: node.type };
  if (node.bypassed) return { id: `${id}/bypass`, type: 'Activation' };
  const composite = composites.find((one) => one.id === use.id);
  if (!composite || level > MOST_LEVELS) return null;
  const name = port ?? portNames(composite, 'out')[0];
  const exit = composite.outputs.find((one) => one.name === name);
  const inner = composite.nodes.find((one) => one.id === exit?.node);
  if (!exit || !inner) return null;
  const placed = { ...inner, id: innerId(id, use.repeat - 1, inner.id) };
  return layerGiving(composites, placed, exit.port, level + 1);
}

/** The layer that feeds an input of the open composite block: outside, or in the round before. */
function layerFeeding(graph: GraphDoc, scope: Scope, port: string): LayerBehind | null {
  const level = levelsOf(graph, scope).at(-1);
  if (!level) return null;
  const { composite, use, round } = level;
  const outer = scope.slice(0, -1);
  const id = prefixOf(outer) + use.id;
  const chained = portNames(composite, 'out')[portNames(composite, 'in').indexOf(port)];
  if (round > 0 && chained !== undefined) {
    const before = { ...use, id, composite: { ...use.composite!, repeat: round } };
    return layerGiving(graph.composites, before, chained);
  }
  const { nodes, edges } = drawnGraph(graph, outer);
  const edge = edges.find(({ target, targetPort }) => target === id && targetPort === port);
  const source = nodes.find((node) => node.id === edge?.source);
  if (!edge || !source) return null;
  return portSide(source) === 'in'
    ? layerFeeding(graph, outer, source.name)
    : layerGiving(graph.composites, source, edge.sourcePort);
}

/**
 * The layer that a drawn block stands for: of a composite block the one that gives its first output, of a port the one whose output
 * comes through it; null while there is none.
 */
export function layerBehind(graph: GraphDoc, scope: Scope, node: GraphNode): LayerBehind | null {
  const side = portSide(node);
  if (side === null) return layerGiving(graph.composites, node, undefined);
  if (side === 'in') return layerFeeding(graph, scope, node.name);
  const { nodes, edges } = drawnGraph(graph, scope);
  const edge = edges.find(({ target }) => target === node.id);
  const source = nodes.find(({ id }) => id === edge?.source);
  return edge && source ? layerGiving(graph.composites, source, edge.sourcePort) : null;
}

/** Shapes and counts of the whole drawing, and of the ports and composite blocks of the scope that is open. */
export function inferenceInside(whole: Inference, graph: GraphDoc, scope: Scope): Inference {
  if (scope.length === 0) return whole;
  const nodes = new Map(whole.nodes);
  for (const node of drawnGraph(graph, scope).nodes) {
    if (portSide(node) === null && !node.composite) continue;
    const layer = layerBehind(graph, scope, node);
    const shape = layer ? whole.nodes.get(layer.id)?.shape : undefined;
    nodes.set(node.id, composed(whole, node, shape));
  }
  return { ...whole, nodes };
}

/** What a composite block inside another gives and counts; `node` has the id that it has in the expanded drawing. */
export function inferenceOfBlock(
  whole: Inference,
  composites: readonly Composite[],
  node: GraphNode,
): NodeInference {
  const layer = layerGiving(composites, node, undefined);
  return composed(whole, node, layer ? whole.nodes.get(layer.id)?.shape : undefined);
}

function composed({ nodes }: Inference, { id }: GraphNode, shape: NodeInference['shape']): NodeInference {
  const members = [...nodes].flatMap(([key, node]) => (key.startsWith(`${id}/`) ? [node] : []));
  const sum = (count: (node: NodeInference) => number) =>
    members.reduce((total, node) => total + count(node), 0);
  return {
    ...(shape && { shape }),
    inputs: members[0]?.inputs ?? (shape ? [shape] : []),
    weights: [],
    params: sum(({ params }) => params),
    trainableParams: sum(({ trainableParams }) => trainableParams),
    flops: sum(({ flops }) => flops),
  };
}

/**
 * Problems of the expanded drawing, told of what is drawn in the open scope or, of everything else, of the blocks of the whole drawing. A repair is left
 * out where it is of something that is not drawn.
 */
export function problemsInside(
  problems: readonly Diagnostic[],
  graph: GraphDoc,
  scope: Scope,
): readonly Diagnostic[] {
  const inside = drawnGraph(graph, scope);
  const idsOf = (kind: 'nodes' | 'edges') => new Set([...inside[kind], ...graph[kind]].map(({ id }) => id));
  const [nodes, edges] = [idsOf('nodes'), idsOf('edges')];
  const holders = [...inside.nodes, ...graph.nodes].filter(({ composite }) => composite);
  const open = `${scope[0]!.use}/`;
  const told = new Set<string>();
  const placed = problems.map((problem) => {
    const { nodeId } = problem;
    const isDrawn = nodeId === undefined || nodes.has(nodeId);
    const place = isDrawn ? nodeId : holders.find(({ id }) => nodeId.startsWith(`${id}/`))?.id;
    if (nodeId?.startsWith(open) && place?.startsWith(open)) told.add(problem.code);
    return { problem, isDrawn, place };
  });
  return placed.flatMap(({ problem, isDrawn, place }) => {
    const { nodeId, edgeId, param, fix, ...rest } = problem;
    if (!isDrawn) {
      // The open use shows it, or another round of it or another layer inside the block has.
      if (nodeId!.startsWith(open) && !place?.startsWith(open) && told.has(rest.code)) return [];
      const key = `${rest.code} ${place}`;
      if (told.has(key)) return [];
      told.add(key);
    }
    const places = fix && repairedPlaces(fix.repair);
    const isRepairable =
      places?.nodes.every((id) => nodes.has(id)) === true &&
      places.edges.every((id) => edges.has(id)) &&
      !(place?.startsWith(open) && addsEnd(fix!.repair));
    return {
      ...fromOutside(rest, inside, nodeId),
      ...(place !== undefined && { nodeId: place }),
      ...(edgeId !== undefined && edges.has(edgeId) && { edgeId }),
      ...(param !== undefined && isDrawn && { param }),
      ...(isRepairable && { fix }),
    };
  });
}

/** Whether a repair adds an end of the network, which cannot be inside a composite block. */
const addsEnd = (repair: Repair): boolean =>
  repair.kind === 'several'
    ? repair.repairs.some(addsEnd)
    : 'type' in repair && (repair.type === 'Input' || repair.type === 'Output');

/** A block whose input is wired inside, to a port that gets nothing outside, says so. */
function fromOutside<T extends Pick<Diagnostic, 'code' | 'message'>>(
  problem: T,
  { nodes, edges }: GraphDoc,
  nodeId: string | undefined,
): T {
  if (problem.code !== 'missing-input') return problem;
  const wire = edges.find(({ target }) => target === nodeId);
  const port = nodes.find((node) => node.id === wire?.source && portSide(node) === 'in');
  if (!port) return problem;
  const message: Localized = {
    en: `Nothing comes in at the port ${port.name}: outside, no wire leads to it.`,
    ko: `${port.name} 포트로 들어오는 것이 없습니다. 합성 블록 밖에서 이 포트에 연결선을 이으세요.`,
  };
  return { ...problem, message };
}
