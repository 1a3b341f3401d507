import { EMPTY_GRAPH, type GraphDoc } from '#shared/graph/document';
import { defaultParams } from '#shared/graph/params';
import { LAYERS } from '#shared/layers/table';

/**
 * A drawing from a few words: `'a:Input b:Dense c:Output'` with `'a>b b>c'`. Ids are names; blocks stand in one row, 300 units apart, and
 * wires are called as they are written.
 */
export function drawing(blocks: string, wires = ''): GraphDoc {
  const words = (text: string) => text.split(' ').filter((word) => word !== '');
  const nodes = words(blocks).map((word, i) => {
    const [id = '', type = ''] = word.split(':');
    return {
      id,
      type,
      name: id,
      params: defaultParams(LAYERS[type]?.params ?? {}),
      trainable: true,
      bypassed: false,
      position: { x: 300 * i, y: 0 },
    };
  });
  const edges = words(wires).map((id) => {
    const [source = '', target = ''] = id.split('>');
    return { id, source, sourcePort: 'out', target, targetPort: 'in' };
  });
  return { ...EMPTY_GRAPH, nodes, edges };
}

/** The wires of a drawing by their blocks, in its order: `'a>b b>c'`. */
export const wiresOf = ({ edges }: GraphDoc): string =>
  edges.map(({ source, target }) => `${source}>${target}`).join(' ');
