import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react';
import type { Inference } from '#shared/compile/inference';
import { type Diagnostic, type Language, localize, type Localized } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphEdge, GraphNode } from '#shared/graph/document';
import { formatShape } from '#shared/graph/shape';
import { CATEGORIES } from '#shared/layers/categories';
import type { LayerDefinition } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';
import { BLOCK, type Point } from '../state/block-place';
import { portsOf } from '../state/graph-edits';
import { portSide } from '../state/port-blocks';
import { describeBlock } from './block-description';
import { channelOf } from './find-wire';
import { createFrameAdapter, type FrameFlowNode, type NoteFlowNode, type Resized } from './frame-adapter';
import { kept } from './kept';
import { PORT, portY } from './wire-route';

/** Everything a block shows. */
export interface BlockData extends Record<string, unknown> {
  readonly name: string;
  readonly type: string;
  readonly icon: string;
  readonly color: string;
  /** Key parameters. */
  readonly badge: string;
  /** Output shape; null while there is none. */
  readonly shape: string | null;
  readonly params: number;
  readonly problem: { readonly severity: 'error' | 'warning'; readonly message: Localized } | null;
  readonly frozen: boolean;
  readonly bypassed: boolean;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Everything a wire shows. */
export interface WireData extends Record<string, unknown> {
  /** Shape of what runs through; null while there is none. */
  readonly shape: string | null;
  readonly isWrong: boolean;
  /** Height at which it passes over blocks in its way. */
  readonly channel: number | null;
}

export type BlockFlowNode = Node<BlockData, 'block'>;
/** Everything on the canvas that is no wire. */
export type CanvasFlowNode = BlockFlowNode | FrameFlowNode | NoteFlowNode;
export type WireFlowEdge = Edge<WireData, 'wire'>;

/** What React Flow draws, from the document and what is around it. */
export interface FlowInput {
  readonly graph: GraphDoc;
  readonly inference: Inference;
  readonly problems: readonly Diagnostic[];
  readonly selection: ReadonlySet<string>;
  /** Blocks, frames and notes under way, where they are now. */
  readonly moved: ReadonlyMap<string, Point> | null;
  /** The frame or note that is being resized. */
  readonly resized: Resized | null;
  /** Of the words for those who do not see the blocks. */
  readonly language: Language;
}

export interface Flow {
  readonly nodes: CanvasFlowNode[];
  readonly edges: WireFlowEdge[];
}

/**
 * The one place where the document becomes React Flow's objects. A block or wire that looks as before is the same object as before, so that
 * React Flow skips it; this holds while others are dragged, edited and trained.
 */
export function createFlowAdapter(): (input: FlowInput) => Flow {
  let last: FlowInput | undefined;
  let flow: Flow = { nodes: [], edges: [] };
  let blocks = new Map<string, BlockFlowNode>();
  let wires = new Map<string, WireFlowEdge>();
  const adaptFrames = createFrameAdapter();

  return (input) => {
    const { graph, inference, problems, selection, moved, resized, language } = input;
    const isSameDrawing =
      last?.graph === graph &&
      last.inference === inference &&
      last.problems === problems &&
      last.language === language;
    const isSameSelection = last?.selection === selection;
    if (isSameDrawing && isSameSelection && last?.moved === moved && last.resized === resized) return flow;
    last = input;

    const worst = isSameDrawing ? NO_PROBLEMS : worstProblems(problems);
    const drawn = withoutTwins(graph.nodes).map((node) => {
      const before = blocks.get(node.id);
      const data =
        before && isSameDrawing
          ? before.data
          : kept(before?.data, blockData(graph, node, inference, worst.get(node.id)));
      const description =
        before && isSameDrawing ? describedAs(before) : localize(describeBlock(data), language);
      const place = moved?.get(node.id) ?? node.position;
      return keptBlock(before, node.id, { data, description, place, selected: selection.has(node.id) });
    });
    blocks = new Map(drawn.map((node) => [node.id, node]));
    const { frames, notes } = adaptFrames(input);
    const nodes = [...frames, ...drawn, ...notes];

    const edges =
      isSameDrawing && isSameSelection
        ? flow.edges
        : withoutTwins(graph.edges)
            .filter((edge) => isDrawable(edge, blocks))
            .map((edge) => {
              const before = wires.get(edge.id);
              const data = kept(before?.data, wireData(graph, edge, inference, problems));
              return keptWire(before, edge, data, selection.has(edge.id), blocks);
            });
    wires = new Map(edges.map((edge) => [edge.id, edge]));
    flow = {
      nodes: sameItems(flow.nodes, nodes) ? flow.nodes : nodes,
      edges: sameItems(flow.edges, edges) ? flow.edges : edges,
    };
    return flow;
  };
}

type Problem = NonNullable<BlockData['problem']>;

const NO_PROBLEMS: ReadonlyMap<string, Problem> = new Map();

/** For each block its first error, else its first warning. */
function worstProblems(problems: readonly Diagnostic[]): ReadonlyMap<string, Problem> {
  const worst = new Map<string, Problem>();
  for (const { nodeId, severity, message } of problems) {
    if (nodeId === undefined || severity === 'hint') continue;
    const known = worst.get(nodeId);
    if (!known || (known.severity === 'warning' && severity === 'error'))
      worst.set(nodeId, { severity, message });
  }
  return worst;
}

const layerOf = (type: string): LayerDefinition | undefined =>
  Object.hasOwn(LAYERS, type) ? LAYERS[type] : undefined;

function blockData(
  graph: GraphDoc,
  node: GraphNode,
  inference: Inference,
  problem: Problem | undefined,
): BlockData {
  const layer = layerOf(node.type);
  const known = inference.nodes.get(node.id);
  const { inputs, outputs } = portsOf(graph, node);
  return {
    name: node.name,
    type: node.type,
    ...looksOf(layer, node),
    badge: badgeOf(layer, node),
    shape: known?.shape ? formatShape(known.shape) : null,
    params: known?.params ?? 0,
    problem: problem ?? null,
    frozen: !node.trainable,
    bypassed: node.bypassed,
    inputs: inputs.map(({ name }) => name),
    outputs: outputs.map(({ name }) => name),
  };
}

/** Composite blocks and blocks of an unknown type. */
const UNKNOWN = { icon: 'layers', color: '#64748b' } as const;

/** Ports look like the ends of the network, composite blocks like what they are. */
function looksOf(layer: LayerDefinition | undefined, node: GraphNode): Pick<BlockData, 'icon' | 'color'> {
  if (layer) return { icon: layer.icon, color: CATEGORIES[layer.category].color };
  if (node.composite) return { ...UNKNOWN, icon: 'package' };
  const side = portSide(node);
  if (side === null) return UNKNOWN;
  const { icon, color } = CATEGORIES[side === 'in' ? 'input' : 'output'];
  return { icon, color };
}

/** A badge may meet parameters that the inference refuses. */
function badgeOf(layer: LayerDefinition | undefined, { params, composite }: GraphNode): string {
  if (composite) return composite.repeat > 1 ? `× ${composite.repeat}` : '';
  try {
    return layer?.badge?.(params) ?? '';
  } catch {
    return '';
  }
}

function wireData(
  graph: GraphDoc,
  edge: GraphEdge,
  inference: Inference,
  problems: readonly Diagnostic[],
): WireData {
  const shape = inference.nodes.get(edge.source)?.shape;
  return {
    shape: shape ? formatShape(shape) : null,
    isWrong: problems.some(({ edgeId, severity }) => edgeId === edge.id && severity === 'error'),
    channel: channelOf(graph, edge),
  };
}

/** React Flow complains of wires without ends. */
function isDrawable(edge: GraphEdge, blocks: ReadonlyMap<string, BlockFlowNode>): boolean {
  const [source, target] = [blocks.get(edge.source), blocks.get(edge.target)];
  return (
    source?.data.outputs.includes(edge.sourcePort) === true &&
    target?.data.inputs.includes(edge.targetPort) === true
  );
}

/** The first of those with the same id; a damaged file can have several, which the inference reports. */
function withoutTwins<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  const first = new Map(items.toReversed().map((item) => [item.id, item]));
  return first.size === items.length ? items : items.filter((item) => first.get(item.id) === item);
}

interface DrawnBlock {
  readonly data: BlockData;
  readonly description: string;
  readonly place: Point;
  readonly selected: boolean;
}

const describedAs = ({ domAttributes }: BlockFlowNode): string => domAttributes?.['aria-description'] ?? '';

function keptBlock(
  before: BlockFlowNode | undefined,
  id: string,
  { data, description, place: { x, y }, selected }: DrawnBlock,
): BlockFlowNode {
  const isSame =
    before?.data === data &&
    before.position.x === x &&
    before.position.y === y &&
    before.selected === selected &&
    describedAs(before) === description;
  if (isSame) return before;
  return {
    id,
    type: 'block',
    data,
    position: { x, y },
    selected,
    ...BLOCK,
    // A block's size and ports are known: nothing has to be measured before wires can be drawn.
    measured: BLOCK,
    handles: handlesOf(data),
    ariaRole: 'group',
    ariaLabel: data.name,
    domAttributes: { 'aria-description': description },
  };
}

const handlesOf = ({ inputs, outputs }: BlockData): NodeHandle[] => [
  ...inputs.map((id, i) => handle(id, 'target', -PORT / 2, portY(i, inputs.length))),
  ...outputs.map((id, i) => handle(id, 'source', BLOCK.width - PORT / 2, portY(i, outputs.length))),
];

const handle = (id: string, type: 'source' | 'target', x: number, middleY: number): NodeHandle => ({
  id,
  type,
  position: type === 'source' ? Position.Right : Position.Left,
  x,
  y: middleY - PORT / 2,
  width: PORT,
  height: PORT,
});

function keptWire(
  before: WireFlowEdge | undefined,
  { id, source, sourcePort, target, targetPort }: GraphEdge,
  data: WireData,
  selected: boolean,
  blocks: ReadonlyMap<string, BlockFlowNode>,
): WireFlowEdge {
  const name = `${blocks.get(source)!.data.name} → ${blocks.get(target)!.data.name}`;
  const isSame =
    before?.data === data &&
    before.selected === selected &&
    before.source === source &&
    before.sourceHandle === sourcePort &&
    before.target === target &&
    before.targetHandle === targetPort &&
    before.ariaLabel === name;
  if (isSame) return before;
  return {
    id,
    type: 'wire',
    source,
    sourceHandle: sourcePort,
    target,
    targetHandle: targetPort,
    data,
    selected,
    ariaLabel: name,
  };
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
