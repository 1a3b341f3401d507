import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { boundsOf } from '../state/block-place';
import { holdPictures, releasePictures } from '../views/hold-pictures';
import { showPainted } from '../views/show-painted';
import { useInteraction } from './interaction-store';
import { onView, onViewRest, onViewStart, viewNow } from './moving-view';

/**
 * Stands for the live pictures on blocks while the view moves: every canvas is a layer of its own for the browser, which costs in each frame, so they are
 * copied onto this one, and hidden (`styles.css`) until the view rests. So long, and while blocks are dragged, none of them is drawn.
 */
export function MovingPictures() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  useEffect(() => {
    const copy = canvas.current!;
    let place: (() => void) | null = null;
    const leave = [
      onViewStart(() => {
        const { domNode } = flow.getState();
        if (!domNode) return;
        place = copyPictures(copy, domNode);
        domNode.querySelector<HTMLElement>('.react-flow__viewport')!.dataset['copied'] = `${place !== null}`;
        copy.style.visibility = place ? 'visible' : 'hidden';
        holdPictures();
      }),
      onView(() => place?.()),
      onViewRest(() => {
        place = null;
        copy.style.visibility = 'hidden';
        releasePictures();
      }),
      useInteraction.subscribe(({ moved }, before) => {
        if ((moved === null) === (before.moved === null)) return;
        if (moved === null) releasePictures();
        else holdPictures();
        // Nothing under the pointer has to be found (`styles.css`).
        flow.getState().domNode?.toggleAttribute('data-dragging', moved !== null);
      }),
    ];
    return () => {
      for (const end of leave) end();
    };
  }, [flow]);
  return (
    <canvas
      ref={canvas}
      data-copy
      aria-hidden
      className="pointer-events-none invisible absolute top-0 left-0 z-4 origin-top-left"
    />
  );
}

/** A copy of more pixels costs more than it saves. */
const MOST_PIXELS = 8e6;

/** Copies the pictures, each to where it is; returns what puts the copy where the view has it, null where they are too many. */
function copyPictures(copy: HTMLCanvasElement, canvas: HTMLElement): (() => void) | null {
  const ratio = globalThis.devicePixelRatio;
  const corner = canvas.getBoundingClientRect();
  const pictures = [...canvas.querySelectorAll<HTMLCanvasElement>('.react-flow__node canvas')]
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((picture) => {
      const { left, top, width, height } = picture.getBoundingClientRect();
      return { picture, x: left - corner.left, y: top - corner.top, width, height };
    })
    // From further away they are not displayed.
    .filter(({ width, height }) => width > 0 && height > 0);
  const around = boundsOf(pictures.map((place) => ({ position: place, size: place })));
  if (!around || around.width * around.height * ratio ** 2 >= MOST_PIXELS) return null;
  // On whole pixels of the screen the browser copies it as it is.
  const [left, top] = [around.x, around.y].map((n) => Math.floor(n * ratio) / ratio) as [number, number];
  const pixels = {
    width: Math.ceil((around.x + around.width - left) * ratio),
    height: Math.ceil((around.y + around.height - top) * ratio),
  };
  showPainted(copy, pixels, (context) => {
    context.scale(ratio, ratio);
    for (const { picture, x, y, width, height } of pictures) {
      context.globalAlpha = opacityOf(picture);
      context.drawImage(picture, x - left, y - top, width, height);
    }
  });
  const from = viewNow();
  return () => {
    const view = viewNow();
    const scale = view.zoom / from.zoom;
    const x = (left - from.x) * scale + view.x;
    const y = (top - from.y) * scale + view.y;
    copy.style.transform = `translate3d(${x}px, ${y}px, 0) scale(${scale})`;
  };
}

/** With what it lies in, up to its block. */
function opacityOf(picture: Element): number {
  let opacity = 1;
  for (let at = picture.parentElement; at && !at.matches('.react-flow__node'); at = at.parentElement)
    opacity *= Number(getComputedStyle(at).opacity);
  return opacity;
}
