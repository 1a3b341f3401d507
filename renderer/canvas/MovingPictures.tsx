import { useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { boundsOf } from '../state/block-place';
import { onViewStart, viewNow } from './moving-view';

/**
 * Stands for the live pictures on blocks while the view moves: every canvas is a layer of its own for the browser, which costs in each frame, so they are
 * copied onto this one, and hidden (`styles.css`) until the view rests.
 */
export function MovingPictures() {
  const copy = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  useEffect(
    () =>
      onViewStart(() => {
        const { domNode } = flow.getState();
        if (!domNode || !copy.current) return;
        const page = copy.current.closest<HTMLElement>('.react-flow__viewport')!;
        page.dataset['copied'] = `${copyPictures(copy.current, domNode)}`;
      }),
    [flow],
  );
  return (
    <ViewportPortal>
      <canvas ref={copy} data-copy aria-hidden className="pointer-events-none absolute" />
    </ViewportPortal>
  );
}

/** A copy of more pixels costs more than it saves. */
const MOST_PIXELS = 8e6;

/** Copies the pictures, each to where it is; false where they are too many. */
function copyPictures(copy: HTMLCanvasElement, canvas: HTMLElement): boolean {
  const ratio = globalThis.devicePixelRatio;
  const corner = canvas.getBoundingClientRect();
  const pictures = [...canvas.querySelectorAll<HTMLCanvasElement>('.react-flow__node canvas')]
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((picture) => {
      const { left, top, width, height } = picture.getBoundingClientRect();
      return { picture, x: left - corner.left, y: top - corner.top, width, height };
    });
  const around = boundsOf(pictures.map((place) => ({ position: place, size: place })));
  const isCopied = around !== null && around.width * around.height * ratio ** 2 < MOST_PIXELS;
  // Setting them clears it, too.
  copy.width = isCopied ? around.width * ratio : 0;
  copy.height = isCopied ? around.height * ratio : 0;
  const context = copy.getContext('2d');
  if (!context || !isCopied) return false;
  const view = viewNow();
  Object.assign(copy.style, {
    left: `${(around.x - view.x) / view.zoom}px`,
    top: `${(around.y - view.y) / view.zoom}px`,
    width: `${around.width / view.zoom}px`,
    height: `${around.height / view.zoom}px`,
  });
  context.scale(ratio, ratio);
  for (const { picture, x, y, width, height } of pictures) {
    context.globalAlpha = opacityOf(picture);
    context.drawImage(picture, x - around.x, y - around.y, width, height);
  }
  return true;
}

/** With what it lies in, up to its block. */
function opacityOf(picture: Element): number {
  let opacity = 1;
  for (let at = picture.parentElement; at && !at.matches('.react-flow__node'); at = at.parentElement)
    opacity *= Number(getComputedStyle(at).opacity);
  return opacity;
}
