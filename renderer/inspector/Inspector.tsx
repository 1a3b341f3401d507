import { layerOf } from '#shared/compile/infer';
import { BlockInspector } from './BlockInspector';
import { ManyBlocks } from './ManyBlocks';
import { ModelSummary } from './ModelSummary';
import { useSelected } from './use-selected';
import { WireInfo } from './WireInfo';

/** What is selected, in full: one block, several, a wire, or the whole model. */
export function Inspector() {
  const { nodes, edges } = useSelected();
  const [first] = nodes;
  if (first && nodes.length === 1) {
    const layer = layerOf(first);
    if (layer) return <BlockInspector node={first} layer={layer} />;
  }
  if (nodes.length > 0) return <ManyBlocks nodes={nodes} />;
  if (edges.length === 1) return <WireInfo edge={edges[0]!} />;
  return <ModelSummary />;
}
