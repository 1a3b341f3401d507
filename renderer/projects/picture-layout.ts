import type { GraphDoc, GraphNode, ParamValue } from '#shared/graph/document';
import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';
import { BLOCK, STEP } from '../state/block-place';

/** A block as it is drawn in a picture of a few hundred pixels. */
export interface PicturedBlock {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly color: string;
  readonly label: string;
  /** Its most telling value; empty where there is none. */
  readonly detail: string;
}

export interface Picture {
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly blocks: readonly PicturedBlock[];
  /** SVG paths of the wires. */
  readonly wires: readonly { readonly id: string; readonly path: string }[];
}

/** Blocks are flatter than on the canvas, where they hold more. */
export const PICTURED = { width: BLOCK.width, height: 88 } as const;
const SQUEEZE = 0.65;
const MARGIN = 20;
/** How far a wire swings over blocks that lie between its ends. */
const SWING = 64;
/** How far a wire goes straight on before it turns. */
const BEND = (STEP.x - PICTURED.width) / 2;

/** What a picture shows: the drawing as it lies, drawn together from top to bottom. */
export function pictureOf(graph: Pick<GraphDoc, 'nodes' | 'edges'>): Picture {
  const blocks = graph.nodes.map((node) => ({
    id: node.id,
    x: node.position.x,
    y: node.position.y * SQUEEZE,
    color: colorOf(node),
    label: labelOf(node),
    detail: detailOf(node),
  }));
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const wires = graph.edges.flatMap(({ id, source, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from && to ? [{ id, ...wireBetween(from, to) }] : [];
  });
  const [xs, ys] = [blocks.map(({ x }) => x), blocks.map(({ y }) => y)];
  const tops = wires.map(({ top }) => top);
  // A wire that goes back swings out on both sides.
  const bend = wires.some(({ isBack }) => isBack) ? BEND : 0;
  const [left, top] = [least(xs) - bend, least([...ys, ...tops])];
  const width = most(xs) + PICTURED.width + bend - left;
  const height = most(ys) + PICTURED.height - top;
  return {
    box: { x: left - MARGIN, y: top - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN },
    blocks,
    wires,
  };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

function wireBetween(
  from: PicturedBlock,
  to: PicturedBlock,
): { readonly path: string; readonly top: number; readonly isBack: boolean } {
  const [x1, y1] = [from.x + PICTURED.width, from.y + PICTURED.height / 2];
  const [x2, y2] = [to.x, to.y + PICTURED.height / 2];
  if (x2 < x1) {
    // Back to the beginning of a later row, in between.
    const middle = y2 > y1 ? y2 - (STEP.y * SQUEEZE) / 2 : y1 + (STEP.y * SQUEEZE) / 2;
    return {
      path: `M${x1} ${y1}h${BEND}V${middle}H${x2 - BEND}V${y2}h${BEND}`,
      top: Math.min(y1, y2, middle),
      isBack: true,
    };
  }
  const isOver = y1 === y2 && x2 - x1 > STEP.x;
  if (!isOver)
    return {
      path: `M${x1} ${y1}C${x1 + BEND} ${y1} ${x2 - BEND} ${y2} ${x2} ${y2}`,
      top: Math.min(y1, y2),
      isBack: false,
    };
  const over = from.y - SWING;
  return {
    path: `M${x1} ${y1}C${x1 + BEND} ${over} ${x2 - BEND} ${over} ${x2} ${y2}`,
    top: over + SWING / 3,
    isBack: false,
  };
}

const layerOf = ({ type }: GraphNode) => (Object.hasOwn(LAYERS, type) ? LAYERS[type] : undefined);

const colorOf = (node: GraphNode): string =>
  node.type === 'composite' ? COMPOSITE : CATEGORIES[layerOf(node)?.category ?? 'core'].color;
const COMPOSITE = '#5b6b86';

const SHORTER: readonly (readonly [RegExp, string])[] = [
  [/^Global(Average|Max)Pooling\dD$/, 'Global $1'],
  [/^MultiHeadAttention$/, 'Attention'],
  [/Average/, 'Avg'],
  [/Pooling/, 'Pool'],
  [/Normalization/, 'Norm'],
  [/PositionE|SinePositionE/, 'Pos. e'],
  [/^SeparableConv/, 'Sep. Conv'],
  [/^Random(?=[A-Z])/, 'Random '],
  [/Transpose$/, 'ᵀ'],
];

/** What a block is called where there is room for a word. */
function labelOf({ type, name, params, composite }: GraphNode): string {
  if (type === 'composite')
    return `${name.replaceAll('_', ' ')}${composite && composite.repeat > 1 ? ` ×${composite.repeat}` : ''}`;
  if (type === 'Activation' && typeof params['activation'] === 'string') return params['activation'];
  return SHORTER.reduce((text, [pattern, by]) => text.replace(pattern, by), type);
}

/** Parameters that tell most of a layer, the first that it has. */
const TELLING = ['units', 'filters', 'rate', 'shape', 'targetShape', 'numHeads', 'stddev'] as const;

function detailOf(node: GraphNode): string {
  const specs = layerOf(node)?.params ?? {};
  for (const name of TELLING) {
    if (!Object.hasOwn(specs, name)) continue;
    const value = textOf(node.params[name] ?? specs[name]!.default);
    const kernel =
      name === 'filters' ? textOf(node.params['kernelSize'] ?? specs['kernelSize']?.default) : '';
    return kernel === '' ? value : `${value} · ${kernel}`;
  }
  return '';
}

const textOf = (value: ParamValue | undefined): string =>
  Array.isArray(value) ? value.join('×') : value == null ? '' : String(value);
