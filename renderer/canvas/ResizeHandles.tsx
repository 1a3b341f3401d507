import { NodeResizer, type ResizeParams } from '@xyflow/react';
import { type Rect, snapped } from '../state/block-place';
import { LEAST, resize } from '../state/frames-and-notes';
import { currentGraph, useProject } from '../state/project-store';
import { useSettings } from '../state/settings-store';
import { stepLabel } from '../state/step-label';
import { isDraggedFreely } from './free-drag';
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
    onResize={(_event, params) => useInteraction.setState({ resized: { id, rect: snappedRect(params) } })}
    onResizeEnd={(_event, params) => {
      useInteraction.setState({ resized: null });
      useProject
        .getState()
        .editGraph(stepLabel({ en: 'Resize', ko: '크기 변경' }, currentGraph(), [id]), (graph) =>
          resize(graph, id, snappedRect(params)),
        );
    }}
  />
);

/** Edges on the grid, unless they are moved freely. */
function snappedRect({ x, y, width, height }: ResizeParams): Rect {
  if (isDraggedFreely() || !useSettings.getState().snap) return { x, y, width, height };
  const [from, to] = [snapped({ x, y }), snapped({ x: x + width, y: y + height })];
  return { ...from, width: to.x - from.x, height: to.y - from.y };
}
