import { useOnViewportChange } from '@xyflow/react';
import { useMemo } from 'react';

/**
 * Marks the canvas with `data-moving` while the view moves, past React: its style then asks the browser to move the picture that it has
 * drawn already, instead of drawing every block anew in each frame. It is drawn sharp again once the view rests.
 */
export function useMovingMark(canvas: HTMLElement | null): void {
  const handlers = useMemo(() => {
    const mark = (isMoving: boolean) => () => {
      if (canvas) canvas.dataset['moving'] = String(isMoving);
    };
    return { onStart: mark(true), onEnd: mark(false) };
  }, [canvas]);
  useOnViewportChange(handlers);
}
