import type { ReactFlowState } from '@xyflow/react';
import type { Rect } from '../state/block-place';

/** What is seen of the drawing, in its own units. */
export const seenOf = ({
  transform: [x, y, zoom],
  width,
  height,
}: Pick<ReactFlowState, 'transform' | 'width' | 'height'>): Rect => ({
  x: -x / zoom,
  y: -y / zoom,
  width: width / zoom,
  height: height / zoom,
});
