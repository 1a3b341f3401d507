import type { StateLayout } from '#shared/compile/program';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { LAYERS } from '#shared/layers/table';

/** Units end here: all 0 (dead), or at these values (saturated). */
export type UnitKind =
  { readonly kind: 'dead' } | { readonly kind: 'saturated'; readonly ends: readonly [number, number] };

/** A layer that is trained: its part of theta, and where its units are looked at. */
export interface WatchedLayer {
  readonly nodeId: string;
  readonly from: number;
  readonly to: number;
  /** The block whose outputs are the layer's units: itself, or the activation behind it. Null where nothing can die or saturate. */
  readonly units: (UnitKind & { readonly nodeId: string }) | null;
}

const UNIT_KINDS: Readonly<Record<string, UnitKind>> = {
  relu: { kind: 'dead' },
  relu6: { kind: 'dead' },
  sigmoid: { kind: 'saturated', ends: [0, 1] },
  hard_sigmoid: { kind: 'saturated', ends: [0, 1] },
  softmax: { kind: 'saturated', ends: [0, 1] },
  tanh: { kind: 'saturated', ends: [-1, 1] },
  softsign: { kind: 'saturated', ends: [-1, 1] },
};

/** The function that a block applies last. Recurrent layers apply theirs within. */
function functionOf({ type, params }: GraphNode): string | undefined {
  const definition = LAYERS[type];
  if (!definition || definition.category === 'recurrent') return undefined;
  if (type === 'ReLU') return (params['negativeSlope'] ?? 0) === 0 ? 'relu' : undefined;
  if (type === 'Softmax') return 'softmax';
  const spec = definition.params['activation'];
  return spec && String(params['activation'] ?? spec.default);
}

/** The trained layers of a drawing, in the order in which they compute. */
export function watchedLayers(graph: GraphDoc, layout: StateLayout): readonly WatchedLayer[] {
  const expanded = expandGraph(graph).graph;
  const byId = new Map(expanded.nodes.map((node) => [node.id, node]));
  const behind = (nodeId: string): readonly GraphNode[] =>
    expanded.edges.flatMap(({ source, target }) => (source === nodeId ? (byId.get(target) ?? []) : []));
  /** A last layer is to be sure of itself: near its ends it is right. */
  const isLast = (nodeId: string) => behind(nodeId).every(({ type }) => type === 'Output');

  function unitsOf(nodeId: string): WatchedLayer['units'] {
    const node = byId.get(nodeId)!;
    const [next, ...others] = behind(nodeId);
    const isFollowed = next?.bypassed === false && LAYERS[next.type]?.category === 'activation';
    const place = isFollowed && others.length === 0 && isLinear(node) ? next : node;
    const units = UNIT_KINDS[functionOf(place) ?? ''];
    return units && !isLast(place.id) ? { ...units, nodeId: place.id } : null;
  }

  const parts = new Map<string, { from: number; to: number }>();
  for (const { store, nodeId, offset, size } of layout.slots) {
    if (store !== 'theta') continue;
    const part = parts.get(nodeId);
    if (part) part.to = offset + size;
    else parts.set(nodeId, { from: offset, to: offset + size });
  }
  return Array.from(parts, ([nodeId, part]) => ({ nodeId, ...part, units: unitsOf(nodeId) }));
}

const isLinear = (node: GraphNode): boolean => (functionOf(node) ?? 'linear') === 'linear';
