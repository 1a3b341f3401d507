import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { Composite, GraphDoc, GraphEdge, GraphNode } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { portSide } from './port-blocks';
import { reachableFrom } from './reachable';
import { BLOCK, boundsOf, GAP, type Point, snapped } from './block-place';
import { freeName, freshId, moveItems, unusedName } from './graph-edits';

interface Collapsed {
  readonly graph: GraphDoc;
  /** The new block. */
  readonly id: string;
}

/** Why blocks cannot become one composite block; null where they can. */
export function checkCollapse({ nodes, edges }: GraphDoc, ids: ReadonlySet<string>): Diagnostic | null {
  const chosen = nodes.filter(({ id }) => ids.has(id));
  if (chosen.length === 0) return refusal(NOTHING, LAYERS_ONLY, '0');
  const end = chosen.find(({ type }) => ENDS.has(type));
  if (end) return { ...refusal(AN_END, LAYERS_ONLY, end.name), nodeId: end.id };
  const port = chosen.find((node) => portSide(node) !== null);
  if (port) return { ...refusal(A_PORT, LAYERS_ONLY, port.name), nodeId: port.id };
  const leaving = edges.filter(({ source, target }) => ids.has(source) && !ids.has(target));
  const behind = reachableFrom(edges, new Set(leaving.map(({ target }) => target)));
  const back = chosen.find(({ id }) => behind.has(id));
  return back ? { ...refusal(A_CIRCLE, A_CONNECTED_PART, back.name), nodeId: back.id } : null;
}

/**
 * Makes one block of several. Outer blocks that feed them become its inputs, each once, in the order of their wires; inner outputs that are needed outside,
 * or that end inside, become its outputs. Frames and notes among `ids` go inside. Nothing that is computed changes. `checkCollapse` must have agreed.
 */
export function collapse(graph: GraphDoc, ids: ReadonlySet<string>, name: string): Collapsed {
  const nodes = graph.nodes.filter(({ id }) => ids.has(id));
  const isInner = ({ source, target }: GraphEdge) => ids.has(source) && ids.has(target);
  const entering = graph.edges.filter((edge) => !ids.has(edge.source) && ids.has(edge.target));
  const leaving = graph.edges.filter((edge) => ids.has(edge.source) && !ids.has(edge.target));
  const inputs = portsOfEnds(
    entering.map(({ source, sourcePort }) => [source, sourcePort]),
    'in',
  );
  const ends = nodes.filter(({ id }) => !graph.edges.some(({ source }) => source === id));
  const exits = [
    ...leaving.map(({ source, sourcePort }) => [source, sourcePort] as const),
    ...ends.map(({ id }) => [id, 'out'] as const),
  ];
  const outputs = portsOfEnds(exits, 'out');
  const { x, y, width, height } = boundsOf(nodes)!;
  const inside = <T extends Placed>(items: readonly T[]): readonly T[] =>
    items.flatMap((item) =>
      ids.has(item.id) ? [{ ...item, position: { x: item.position.x - x, y: item.position.y - y } }] : [],
    );
  const [frames, notes] = [inside(graph.frames), inside(graph.notes)];
  const composite: Composite = {
    id: freshId('c'),
    name,
    nodes: inside(graph.nodes),
    edges: graph.edges.filter(isInner),
    inputs: entering.map((edge) => {
      const { source, sourcePort, target, targetPort } = edge;
      const after = innerBefore(graph.edges, edge, isInner);
      const name = inputs.get(keyOf(source, sourcePort))!;
      return { name, node: target, port: targetPort, ...(after > 0 && { after }) };
    }),
    outputs: [...outputs].map(([key, port]) => {
      const [node, own] = exits.find(([id, out]) => keyOf(id, out) === key)!;
      return { name: port, node, port: own };
    }),
    ...(frames.length > 0 && { frames }),
    ...(notes.length > 0 && { notes }),
  };
  const others = graph.nodes.filter((node) => !ids.has(node.id));
  const id = freshId('n');
  const block: GraphNode = {
    id,
    type: 'composite',
    name: freeName({ ...graph, nodes: others }, name),
    params: {},
    trainable: true,
    bypassed: false,
    position: snapped({ x: x + (width - BLOCK.width) / 2, y: y + (height - BLOCK.height) / 2 }),
    composite: { id: composite.id, repeat: 1 },
  };
  const wired = new Set<string>();
  const edges = graph.edges.flatMap((edge): readonly GraphEdge[] => {
    if (isInner(edge)) return [];
    const { source, sourcePort, target } = edge;
    if (ids.has(source))
      return [{ ...edge, source: id, sourcePort: outputs.get(keyOf(source, sourcePort))! }];
    if (!ids.has(target)) return [edge];
    const port = inputs.get(keyOf(source, sourcePort))!;
    if (wired.has(port)) return [];
    wired.add(port);
    return [{ ...edge, target: id, targetPort: port }];
  });
  const composites = [...graph.composites, composite];
  const left = <T extends Placed>(items: readonly T[]) => items.filter((item) => !ids.has(item.id));
  const rest = { frames: left(graph.frames), notes: left(graph.notes) };
  return { id, graph: { ...graph, ...rest, nodes: [...others, block], edges, composites } };
}

interface Placed {
  readonly id: string;
  readonly position: Point;
}

/** How many wires among blocks that become one arrive at a block before `edge`, which comes from outside. */
function innerBefore(
  edges: readonly GraphEdge[],
  edge: GraphEdge,
  isInner: (edge: GraphEdge) => boolean,
): number {
  const before = edges.slice(0, edges.indexOf(edge));
  return before.filter((other) => other.target === edge.target && isInner(other)).length;
}

/** A composite block as the blocks that it stands for, `repeat` times in a row, with its wires. */
export function unpack(
  graph: GraphDoc,
  id: string,
): { readonly graph: GraphDoc; readonly ids: readonly string[] } {
  const block = graph.nodes.find((node) => node.id === id);
  const composite = graph.composites.find((one) => one.id === block?.composite?.id);
  if (!block?.composite || !composite) return { graph, ids: [] };
  // Only this block: the others have no composite here.
  const alone = { ...composite, id: freshId('c') };
  const marked = { ...block, bypassed: false, composite: { ...block.composite, id: alone.id } };
  const { graph: expanded, origin } = expandGraph({
    ...graph,
    nodes: graph.nodes.map((node) => (node === block ? marked : node)),
    composites: [alone],
  });
  // More layers than a drawing may have.
  if (expanded.nodes.some((node) => node.id === id)) return { graph, ids: [] };
  const step = (boundsOf(composite.nodes)?.width ?? 0) + GAP.x;
  const fresh = new Map<string, string>();
  let result: GraphDoc = { ...graph, nodes: graph.nodes.filter((node) => node !== block) };
  let count = 0;
  for (const node of expanded.nodes) {
    if (origin.get(node.id) !== id) continue;
    const round = Math.floor(count++ / composite.nodes.length);
    const own = node.name.slice(node.name.lastIndexOf('/') + 1);
    const { x, y } = block.position;
    fresh.set(node.id, freshId('n'));
    const copy = {
      ...node,
      id: fresh.get(node.id)!,
      name: unusedName(result, own, own.replace(/_\d+$/, '')),
      bypassed: node.bypassed || block.bypassed,
      position: snapped({ x: x + node.position.x + round * step, y: y + node.position.y }),
    };
    result = { ...result, nodes: [...result.nodes, copy] };
  }
  const edges = expanded.edges.map((edge) => {
    const [source, target] = [fresh.get(edge.source), fresh.get(edge.target)];
    if (source === undefined && target === undefined) return edge;
    return { ...edge, id: freshId('e'), source: source ?? edge.source, target: target ?? edge.target };
  });
  const placed = <T extends Placed>(items: readonly T[] | undefined, prefix: string): readonly T[] =>
    (items ?? []).map((item) => {
      const position = snapped({
        x: block.position.x + item.position.x,
        y: block.position.y + item.position.y,
      });
      return { ...item, id: freshId(prefix), position };
    });
  const [frames, notes] = [placed(composite.frames, 'f'), placed(composite.notes, 't')];
  const ids = [...fresh.values(), ...[...frames, ...notes].map((item) => item.id)];
  const whole: GraphDoc = {
    ...result,
    edges,
    frames: [...graph.frames, ...frames],
    notes: [...graph.notes, ...notes],
  };
  return { graph: withoutUnused(withRoom(whole, block, new Set(ids))), ids };
}

/** Moves what lies right of a block and below it aside, as far as the blocks that took its place reach beyond it. */
function withRoom(graph: GraphDoc, { position: { x, y } }: GraphNode, ids: ReadonlySet<string>): GraphDoc {
  const { width, height } = boundsOf(graph.nodes.filter(({ id }) => ids.has(id))) ?? BLOCK;
  const [right, down] = [width - BLOCK.width, height - BLOCK.height];
  const moved = new Map<string, Point>();
  for (const { id, position } of graph.nodes) {
    if (ids.has(id)) continue;
    if (position.y >= y + BLOCK.height) moved.set(id, { x: position.x, y: position.y + down });
    else if (position.x > x && position.y > y - BLOCK.height)
      moved.set(id, { x: position.x + right, y: position.y });
  }
  return moveItems(graph, moved);
}

/** How many blocks of the drawing, and of its other composites, use a composite. */
export const usesOf = ({ nodes, composites }: GraphDoc, id: string): number =>
  [...nodes, ...composites.flatMap((one) => one.nodes)].filter(({ composite }) => composite?.id === id)
    .length;

/** Without composites that no block uses any more. */
export function withoutUnused(graph: GraphDoc): GraphDoc {
  const used = graph.composites.filter(({ id }) => usesOf(graph, id) > 0);
  return used.length === graph.composites.length ? graph : withoutUnused({ ...graph, composites: used });
}

const keyOf = (node: string, port: string): string => `${node}\n${port}`;

/** A port for each end, in order: `in`, `in_2`, … */
function portsOfEnds(
  ends: readonly (readonly [node: string, port: string])[],
  stem: string,
): ReadonlyMap<string, string> {
  const keys = [...new Set(ends.map(([node, port]) => keyOf(node, port)))];
  return new Map(keys.map((key, i) => [key, i === 0 ? stem : `${stem}_${i + 1}`]));
}

const ENDS: ReadonlySet<string> = new Set(['Input', 'Output']);

const refusal = (message: Localized, expected: Localized, received: string): Diagnostic => ({
  code: 'cannot-collapse',
  severity: 'error',
  message,
  expected,
  received,
});

const AN_END: Localized = {
  en: 'Input and Output stay in the drawing: a composite block holds layers in between.',
  ko: 'Input과 Output은 캔버스에 남아야 합니다. 합성 블록에는 그 사이의 층만 넣을 수 있습니다.',
};
const LAYERS_ONLY: Localized = { en: 'layers between Input and Output', ko: 'Input과 Output 사이의 층' };
const A_CIRCLE: Localized = {
  en: 'Data leaves the selection and comes back to it: the composite block would feed itself.',
  ko: '데이터가 선택 영역을 나갔다가 다시 들어옵니다. 합성 블록이 자기 자신의 입력이 됩니다.',
};
const A_CONNECTED_PART: Localized = {
  en: 'a selection with all blocks in between',
  ko: '사이의 블록까지 모두 포함한 선택',
};
const A_PORT: Localized = {
  en: 'A port belongs to the composite block that is open: leave it out of the selection.',
  ko: '포트는 지금 열려 있는 합성 블록의 것입니다. 선택에서 빼세요.',
};
const NOTHING: Localized = { en: 'No block is selected.', ko: '선택한 블록이 없습니다.' };
