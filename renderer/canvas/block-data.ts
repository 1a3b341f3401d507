import { layerOf } from '#shared/compile/infer';
import type { Inference, NodeInference } from '#shared/compile/inference';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { formatShape } from '#shared/graph/shape';
import { CATEGORIES } from '#shared/layers/categories';
import type { LayerDefinition } from '#shared/layers/definition';
import { sameFields, sameItems } from '#shared/graph/same';
import { bySeverity } from '../problems/severity';
import { portsOf } from '../state/graph-edits';
import { portSide } from '../state/port-blocks';

/** Everything a block shows. */
export interface BlockData {
  readonly name: string;
  readonly type: string;
  readonly icon: string;
  readonly color: string;
  /** Key parameters. */
  readonly badge: string;
  /** Output shape; null while there is none. */
  readonly shape: string | null;
  readonly params: number;
  readonly problem: Pick<Diagnostic, 'severity' | 'message'> | null;
  readonly frozen: boolean;
  readonly bypassed: boolean;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

type Problem = NonNullable<BlockData['problem']>;

/** For each block the first of its worst problems. */
function worstProblems(problems: readonly Diagnostic[]): ReadonlyMap<string, Problem> {
  const worst = new Map<string, Problem>();
  for (const { nodeId, severity, message } of bySeverity(problems))
    if (nodeId !== undefined && !worst.has(nodeId)) worst.set(nodeId, { severity, message });
  return worst;
}

/** A drawing and what is known of it. */
interface Drawing {
  readonly graph: GraphDoc;
  readonly inference: Inference;
  readonly problems: readonly Diagnostic[];
}

/** What each block of a drawing shows, by its id. */
export type Blocks = ReadonlyMap<string, BlockData>;

/** What block data came from. */
interface Shown {
  readonly node: GraphNode;
  readonly known: NodeInference | undefined;
  readonly composites: GraphDoc['composites'];
  readonly data: BlockData;
}

/** Data of all blocks; of a block, and of all, the same object as before where nothing that it shows has changed. */
export function createBlocks(): (drawing: Drawing) => Blocks {
  let shown: ReadonlyMap<string, Shown> = new Map();
  let blocks: Blocks = new Map();
  return ({ graph, inference, problems }) => {
    const worst = worstProblems(problems);
    const { composites } = graph;
    const now = new Map<string, Shown>();
    for (const node of withoutTwins(graph.nodes)) {
      const before = shown.get(node.id);
      const known = inference.nodes.get(node.id);
      const problem = worst.get(node.id);
      const looksSame =
        before !== undefined &&
        before.composites === composites &&
        sameLook(before.node, node) &&
        sameProblem(before.data.problem, problem);
      const data = looksSame
        ? withResult(before, known)
        : keptData(before?.data, blockData(graph, node, known, problem));
      now.set(node.id, { node, known, composites, data });
    }
    const isAllSame = now.size === blocks.size && [...now].every(([id, { data }]) => blocks.get(id) === data);
    if (!isAllSame) blocks = new Map([...now].map(([id, { data }]) => [id, data]));
    shown = now;
    return blocks;
  };
}

/** The first of those with the same id; a damaged file can have several, which the inference reports. */
export function withoutTwins<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  const first = new Map(items.toReversed().map((item) => [item.id, item]));
  return first.size === items.length ? items : items.filter((item) => first.get(item.id) === item);
}

/** The same block with what it comes to now. */
function withResult({ data, known: before }: Shown, known: NodeInference | undefined): BlockData {
  if (before === known) return data;
  const next = { ...data, ...resultOf(known) };
  return sameFields(data, next) ? data : next;
}

const resultOf = (known: NodeInference | undefined): Pick<BlockData, 'shape' | 'params'> => ({
  shape: known?.shape ? formatShape(known.shape) : null,
  params: known?.params ?? 0,
});

/** As it was, in all of it or in those parts of it that are the same. */
function keptData(before: BlockData | undefined, now: BlockData): BlockData {
  if (!before) return now;
  const next = {
    ...now,
    problem: sameProblem(before.problem, now.problem) ? before.problem : now.problem,
    inputs: sameItems(before.inputs, now.inputs) ? before.inputs : now.inputs,
    outputs: sameItems(before.outputs, now.outputs) ? before.outputs : now.outputs,
  };
  return sameFields(before, next) ? before : next;
}

/** But for the place. */
const sameLook = (a: GraphNode, b: GraphNode): boolean =>
  a === b ||
  (a.type === b.type &&
    a.name === b.name &&
    a.params === b.params &&
    a.trainable === b.trainable &&
    a.bypassed === b.bypassed &&
    a.composite === b.composite);

const sameProblem = (a: Problem | null, b: Problem | null | undefined): boolean =>
  (!a && !b) ||
  (a?.severity === b?.severity && a?.message.en === b?.message.en && a?.message.ko === b?.message.ko);

function blockData(
  graph: GraphDoc,
  node: GraphNode,
  known: NodeInference | undefined,
  problem: Problem | undefined,
): BlockData {
  const layer = layerOf(node);
  const { inputs, outputs } = portsOf(graph, node);
  return {
    name: node.name,
    type: node.type,
    ...looksOf(node),
    badge: badgeOf(layer, node),
    ...resultOf(known),
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
export function looksOf(node: GraphNode): Pick<BlockData, 'icon' | 'color'> {
  const layer = layerOf(node);
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
