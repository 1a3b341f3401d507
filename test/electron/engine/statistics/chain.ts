import type { GraphDoc, Params } from '#shared/graph/document';

/** Blocks `n0`, `n1`, … in a row. */
export function chainOf(layers: readonly (readonly [type: string, params: Params])[]): GraphDoc {
  return {
    nodes: layers.map(([type, params], i) => ({
      id: `n${i}`,
      type,
      name: `${type.toLowerCase()}_${i}`,
      params,
      trainable: true,
      bypassed: false,
      position: { x: 0, y: 0 },
    })),
    edges: layers.slice(1).map((_, i) => ({
      id: `e${i}`,
      source: `n${i}`,
      sourcePort: 'out',
      target: `n${i + 1}`,
      targetPort: 'in',
    })),
    frames: [],
    notes: [],
    composites: [],
  };
}
