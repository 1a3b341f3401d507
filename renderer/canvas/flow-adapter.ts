import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react';
import type { Inference } from '#shared/compile/inference';
import { type Diagnostic, type Language, localize } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphEdge } from '#shared/graph/document';
import { formatShape } from '#shared/graph/shape';
import { BLOCK, type Point } from '../state/block-place';
import { type BlockData, createBlockData } from './block-data';
import { describeBlock } from './block-description';
import { type Channels, createChannels } from './find-wire';
import { createFrameAdapter, type FrameFlowNode, type NoteFlowNode, type Resized } from './frame-adapter';
import { sameItems } from './kept';
import { PORT, portY } from './wire-route';

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
  const channelsOf = createChannels();
  const blockDataOf = createBlockData();

  return (input) => {
    const { graph, inference, problems, selection, moved, resized, language } = input;
    const isSameDrawing =
      last?.graph === graph &&
      last.inference === inference &&
      last.problems === problems &&
      last.language === language;
    const isSameSelection = last?.selection === selection;
    const isSameLanguage = last?.language === language;
    if (isSameDrawing && isSameSelection && last?.moved === moved && last.resized === resized) return flow;
    last = input;

    const dataOf = isSameDrawing ? null : blockDataOf(input);
    const drawn = withoutTwins(graph.nodes).map((node) => {
      const before = blocks.get(node.id);
      const data = dataOf ? dataOf(node) : before!.data;
      const description =
        before?.data === data && isSameLanguage
          ? describedAs(before)
          : localize(describeBlock(data), language);
      const place = moved?.get(node.id) ?? node.position;
      return keptBlock(before, node.id, { data, description, place, selected: selection.has(node.id) });
    });
    blocks = new Map(drawn.map((node) => [node.id, node]));
    const { frames, notes } = adaptFrames(input);
    const nodes = [...frames, ...drawn, ...notes];

    const wiresOf = () => {
      const wrong = wrongWires(problems);
      const channels = channelsOf(graph);
      return withoutTwins(graph.edges)
        .filter((edge) => isDrawable(edge, blocks))
        .map((edge) => {
          const before = wires.get(edge.id);
          const data =
            isSameDrawing && before?.data ? before.data : wireData(edge, inference, wrong, channels);
          return keptWire(before, edge, keptWireData(before?.data, data), selection.has(edge.id), blocks);
        });
    };
    const edges = isSameDrawing && isSameSelection ? flow.edges : wiresOf();
    wires = new Map(edges.map((edge) => [edge.id, edge]));
    flow = {
      nodes: sameItems(flow.nodes, nodes) ? flow.nodes : nodes,
      edges: sameItems(flow.edges, edges) ? flow.edges : edges,
    };
    return flow;
  };
}

function wrongWires(problems: readonly Diagnostic[]): ReadonlySet<string | undefined> {
  return new Set(problems.filter(({ severity }) => severity === 'error').map(({ edgeId }) => edgeId));
}

function wireData(
  edge: GraphEdge,
  inference: Inference,
  wrong: ReadonlySet<string | undefined>,
  channels: Channels,
): WireData {
  const shape = inference.nodes.get(edge.source)?.shape;
  return {
    shape: shape ? formatShape(shape) : null,
    isWrong: wrong.has(edge.id),
    channel: channels(edge),
  };
}

const keptWireData = (before: WireData | undefined, now: WireData): WireData =>
  before?.shape === now.shape && before.isWrong === now.isWrong && before.channel === now.channel
    ? before
    : now;

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
