import { NodeResizer, type ResizeParams } from '@xyflow/react';
import { LEAST, resize } from '../state/frames-and-notes';
import { useProject } from '../state/project-store';
import { useInteraction } from './interaction-store';

/** Handles on the edges of a selected frame or note; letting go is one step of undo. */
export const ResizeHandles = ({ id, isVisible }: { id: string; isVisible: boolean }) => (
  <NodeResizer
    isVisible={isVisible}
    minWidth={LEAST.width}
    minHeight={LEAST.height}
    color="var(--accent)"
    handleClassName="pointer-events-auto! size-2.5! rounded-sm! border-panel!"
    lineClassName="pointer-events-auto!"
    onResize={(_event, params) => useInteraction.setState({ resized: { id, rect: rectOf(params) } })}
    onResizeEnd={(_event, params) => {
      useInteraction.setState({ resized: null });
      useProject
        .getState()
        .editGraph({ en: 'Resize', ko: '크기 변경' }, (graph) => resize(graph, id, rectOf(params)));
    }}
  />
);

const rectOf = ({ x, y, width, height }: ResizeParams) => ({ x, y, width, height });
