import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphEdge } from '#shared/graph/document';
import { sameFields, sameItems } from '#shared/graph/same';
import { BLOCK, type Point, samePoint } from '../state/block-place';
import { type BlockData, type Blocks, withoutTwins } from './block-data';
import { createChannels } from './find-wire';
import { createFrameAdapter, type FrameFlowNode, type NoteFlowNode, type Resized } from './frame-adapter';
import { PORT, portY } from './wire-route';

/** What a wire shows besides the shape that its source gives. */
export interface WireData extends Record<string, unknown> {
  readonly isWrong: boolean;
  /** Height at which it passes over blocks in its way. */
  readonly channel: number | null;
}

/** What React Flow has of a block; what it shows besides it takes from `useBlock`. */
export type BlockFlowNode = Node<Pick<BlockData, 'color'>, 'block'>;
/** Everything on the canvas that is no wire. */
export type CanvasFlowNode = BlockFlowNode | FrameFlowNode | NoteFlowNode;
export type WireFlowEdge = Edge<WireData, 'wire'>;

/** A block with all that is seen of it. */
export interface DrawnBlock {
  readonly id: string;
  readonly position: Point;
  readonly selected: boolean;
  readonly data: BlockData;
}

/** What is drawn, from the document and what is around it. */
export interface FlowInput {
  readonly graph: GraphDoc;
  readonly blocks: Blocks;
  readonly problems: readonly Diagnostic[];
  readonly selection: ReadonlySet<string>;
  /** Blocks, frames and notes under way, where they are now. */
  readonly moved: ReadonlyMap<string, Point> | null;
  /** The frame or note that is being resized. */
  readonly resized: Resized | null;
}

export interface Flow {
  readonly blocks: Blocks;
  readonly drawn: readonly DrawnBlock[];
  /** What React Flow is given. */
  readonly nodes: CanvasFlowNode[];
  readonly edges: WireFlowEdge[];
}

/** A block, and what React Flow has of it. */
interface Block {
  readonly drawn: DrawnBlock;
  readonly node: BlockFlowNode;
}

/**
 * The one place where the document becomes React Flow's objects. A block or wire that looks as before is the same object as before, so that
 * React Flow skips it; this holds while others are dragged, edited and trained. Of an edit that changes nothing but shapes it is given just what it had.
 */
export function createFlowAdapter(): (input: FlowInput) => Flow {
  let last: FlowInput | undefined;
  let flow: Flow = { blocks: new Map(), drawn: [], nodes: [], edges: [] };
  let known: ReadonlyMap<string, Block> = new Map();
  let wires: ReadonlyMap<string, DrawnWire> = new Map();
  const adaptFrames = createFrameAdapter();
  const channelsOf = createChannels();

  return (input) => {
    const { graph, blocks, problems, selection, moved } = input;
    const before = last;
    if (before && sameFields(before, input)) return flow;
    last = input;

    const now = new Map<string, Block>();
    for (const { id, position } of withoutTwins(graph.nodes)) {
      const data = blocks.get(id);
      if (!data) continue;
      const block = { id, data, position: moved?.get(id) ?? position, selected: selection.has(id) };
      now.set(id, keptBlock(known.get(id), block));
    }
    known = now;
    const drawn = [...now.values()].map((block) => block.drawn);
    const { frames, notes } = adaptFrames(input);
    const nodes = [...frames, ...[...now.values()].map(({ node }) => node), ...notes];

    const wiresOf = () => {
      const wrong = wrongWires(problems);
      const channels = channelsOf(graph);
      const next = new Map<string, DrawnWire>();
      for (const edge of withoutTwins(graph.edges)) {
        const [source, target] = [blocks.get(edge.source), blocks.get(edge.target)];
        if (!source || !target || !isDrawable(edge, source, target)) continue;
        const from: WireFrom = {
          edge,
          source: source.name,
          target: target.name,
          isWrong: wrong.has(edge.id),
          channel: channels(edge),
          selected: selection.has(edge.id),
        };
        next.set(edge.id, keptWire(wires.get(edge.id), from));
      }
      wires = next;
      return [...next.values()].map(({ wire }) => wire);
    };
    const areNodesSame = sameItems(flow.nodes, nodes);
    // While something is dragged they are where it was: what counts for them is where it comes to stand.
    const areWiresSame =
      before?.graph.edges === graph.edges &&
      before.problems === problems &&
      before.selection === selection &&
      (before.graph === graph || (areNodesSame && !before.moved && !moved));
    const edges = areWiresSame ? flow.edges : wiresOf();
    const next = {
      blocks,
      drawn: sameItems(flow.drawn, drawn) ? flow.drawn : drawn,
      nodes: areNodesSame ? flow.nodes : nodes,
      edges: sameItems(flow.edges, edges) ? flow.edges : edges,
    };
    if (!sameFields(flow, next)) flow = next;
    return flow;
  };
}

function wrongWires(problems: readonly Diagnostic[]): ReadonlySet<string | undefined> {
  return new Set(problems.filter(({ severity }) => severity === 'error').map(({ edgeId }) => edgeId));
}

/** React Flow complains of wires without ends. */
const isDrawable = (edge: GraphEdge, source: BlockData, target: BlockData): boolean =>
  source.outputs.includes(edge.sourcePort) && target.inputs.includes(edge.targetPort);

function keptBlock(before: Block | undefined, drawn: DrawnBlock): Block {
  const was = before?.drawn;
  if (!was || was.selected !== drawn.selected || !samePoint(was.position, drawn.position))
    return { drawn, node: nodeOf(drawn) };
  if (was.data === drawn.data) return before;
  return { drawn, node: sameInFlow(was.data, drawn.data) ? before.node : nodeOf(drawn) };
}

/** Whether React Flow has the same of two blocks. */
const sameInFlow = (a: BlockData, b: BlockData): boolean =>
  a.name === b.name &&
  a.color === b.color &&
  sameItems(a.inputs, b.inputs) &&
  sameItems(a.outputs, b.outputs);

function nodeOf({ id, data, position: { x, y }, selected }: DrawnBlock): BlockFlowNode {
  return {
    id,
    type: 'block',
    data: { color: data.color },
    position: { x, y },
    selected,
    ...BLOCK,
    // A block's size and ports are known: nothing has to be measured before wires can be drawn.
    measured: BLOCK,
    handles: handlesOf(data),
    ariaRole: 'group',
    ariaLabel: data.name,
    domAttributes: { 'aria-describedby': descriptionId(id) },
  };
}

/** Of the element that has a block's description. */
export const descriptionId = (id: string): string => `description-of-${id}`;

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
  /** Names of the blocks at its ends. */
  readonly source: string;
  readonly target: string;
  readonly selected: boolean;
}

interface DrawnWire {
  readonly from: WireFrom;
  readonly wire: WireFlowEdge;
}

function keptWire(before: DrawnWire | undefined, from: WireFrom): DrawnWire {
  if (before && sameFields(before.from, from)) return before;
  const { edge, source, target, isWrong, channel, selected } = from;
  const data = { isWrong, channel };
  const wire: WireFlowEdge = {
    id: edge.id,
    type: 'wire',
    source: edge.source,
    sourceHandle: edge.sourcePort,
    target: edge.target,
    targetHandle: edge.targetPort,
    data: before?.wire.data && sameFields(before.wire.data, data) ? before.wire.data : data,
    selected,
    ariaLabel: `${source} → ${target}`,
  };
  return { from, wire: before && sameFields(before.wire, wire) ? before.wire : wire };
}
