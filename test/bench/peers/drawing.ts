import type { GraphDoc, Params } from '#shared/graph/document';
import type { PeerNet } from './nets';

/** The network as a drawing. */
export function graphOf({ shape, layers }: PeerNet): GraphDoc {
  const nodes: GraphDoc['nodes'][number][] = [];
  const edges: GraphDoc['edges'][number][] = [];
  function add(type: string, params: Params, from: readonly string[]): string {
    const id = `n${nodes.length}`;
    const position = { x: 240 * nodes.length, y: 0 };
    const name = `${type.toLowerCase()}_${nodes.length}`;
    nodes.push({ id, type, name, params, trainable: true, bypassed: false, position });
    for (const source of from)
      edges.push({ id: `e${edges.length}`, source, sourcePort: 'out', target: id, targetPort: 'in' });
    return id;
  }
  let last = add('Input', { shape }, []);
  for (const [type, params] of layers) {
    if (type !== 'Residual') {
      last = add(type, params, [last]);
      continue;
    }
    const kernel = { ...params, kernelSize: [3, 3], padding: 'same' };
    const first = add('Conv2D', { ...kernel, activation: 'relu' }, [last]);
    const second = add('Conv2D', kernel, [first]);
    last = add('ReLU', {}, [add('Add', {}, [last, second])]);
  }
  add('Output', {}, [last]);
  return { nodes, edges, frames: [], notes: [], composites: [] };
}
