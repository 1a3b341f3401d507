import { memo, useEffect } from 'react';
import { layerOf } from '#shared/compile/infer';
import { BlockInspector } from './BlockInspector';
import { CompositeInspector } from './CompositeInspector';
import { FrameInspector } from './FrameInspector';
import { ManyBlocks } from './ManyBlocks';
import { ModelSummary } from './ModelSummary';
import { PortInspector } from '../canvas/scope/PortInspector';
import { portSide } from '../state/port-blocks';
import { useGraph } from '../state/project-store';
import { keepKeys } from '../ui/regions';
import { idsOf, type Selected, useSelected } from './use-selected';
import { WireInfo } from './WireInfo';

/** What is selected, in full. */
export function Inspector() {
  const selected = useSelected();
  return (
    <>
      <Facts selected={selected} />
      <KeepKeys key={idsOf(selected).join(' ')} />
    </>
  );
}

/** With what is shown of the one before goes the field that had the keys. */
function KeepKeys() {
  useEffect(() => keepKeys('right'), []);
  return null;
}

/** One block, several, a frame, a wire, or the whole model. */
const Facts = memo(function Facts({ selected: { nodes, edges, frames } }: { selected: Selected }) {
  const composites = useGraph().composites;
  const [first] = nodes;
  if (first && nodes.length === 1) {
    if (portSide(first) !== null) return <PortInspector key={first.id} node={first} />;
    const layer = layerOf(first);
    if (layer) return <BlockInspector node={first} layer={layer} />;
    const composite = composites.find(({ id }) => id === first.composite?.id);
    if (composite) return <CompositeInspector node={first} composite={composite} />;
  }
  if (nodes.length > 0) return <ManyBlocks nodes={nodes} />;
  if (frames.length === 1) return <FrameInspector frame={frames[0]!} />;
  if (edges.length === 1) return <WireInfo edge={edges[0]!} />;
  return <ModelSummary />;
});
