import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react';
import type { Inference } from '#shared/compile/inference';
import { type Diagnostic, type Language, localize } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphEdge } from '#shared/graph/document';
import { BLOCK, type Point } from '../state/block-place';
import { type BlockData, createBlockData } from './block-data';
import { describeBlock } from './block-description';
import { createChannels } from './find-wire';
import { createFrameAdapter, type FrameFlowNode, type NoteFlowNode, type Resized } from './frame-adapter';
import { sameItems } from '../state/kept';
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
  let wires: ReadonlyMap<string, DrawnWire> = new Map();
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
      const now = new Map<string, DrawnWire>();
      for (const edge of withoutTwins(graph.edges)) {
        const [source, target] = [blocks.get(edge.source), blocks.get(edge.target)];
        if (!source || !target || !isDrawable(edge, source, target)) continue;
        const from: WireFrom = {
          edge,
          source: source.data,
          target: target.data,
          shape: source.data.shape,
          isWrong: wrong.has(edge.id),
          channel: channels(edge),
          selected: selection.has(edge.id),
        };
        now.set(edge.id, keptWire(wires.get(edge.id), from));
      }
      wires = now;
      return [...now.values()].map(({ wire }) => wire);
    };
    const edges = isSameDrawing && isSameSelection ? flow.edges : wiresOf();
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

/** React Flow complains of wires without ends. */
const isDrawable = (edge: GraphEdge, source: BlockFlowNode, target: BlockFlowNode): boolean =>
  source.data.outputs.includes(edge.sourcePort) && target.data.inputs.includes(edge.targetPort);

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

/** What a wire comes from. */
interface WireFrom extends WireData {
  readonly edge: GraphEdge;
  readonly source: BlockData;
  readonly target: BlockData;
  readonly selected: boolean;
}

interface DrawnWire {
  readonly from: WireFrom;
  readonly wire: WireFlowEdge;
}

function keptWire(before: DrawnWire | undefined, from: WireFrom): DrawnWire {
  if (before && sameFields(before.from, from)) return before;
  const { edge, shape, isWrong, channel, selected } = from;
  const data = { shape, isWrong, channel };
  const wire: WireFlowEdge = {
    id: edge.id,
    type: 'wire',
    source: edge.source,
    sourceHandle: edge.sourcePort,
    target: edge.target,
    targetHandle: edge.targetPort,
    data: before?.wire.data && sameFields(before.wire.data, data) ? before.wire.data : data,
    selected,
    ariaLabel: `${from.source.name} → ${from.target.name}`,
  };
  return { from, wire: before && sameFields(before.wire, wire) ? before.wire : wire };
}

const sameFields = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(b) as (keyof T)[]).every((key) => a[key] === b[key]);
