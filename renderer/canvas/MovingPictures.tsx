import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { boundsOf } from '../state/block-place';
import { holdPictures, releasePictures } from '../views/hold-pictures';
import { paintPicture, type Picture, place } from './afar/picture';
import { useInteraction } from './interaction-store';
import { lift } from './lift';
import { onPixel } from './on-pixel';
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
    let picture: Picture | null = null;
    const leave = [
      lift(copy, 'transform'),
      onViewStart(() => {
        const { domNode } = flow.getState();
        if (!domNode) return;
        picture = copyPictures(copy, domNode);
        domNode.querySelector<HTMLElement>('.react-flow__viewport')!.dataset['copied'] =
          `${picture !== null}`;
        copy.style.visibility = picture ? 'visible' : 'hidden';
        holdPictures();
      }),
      onView(() => {
        if (picture) place(copy, picture, { ...viewNow(), ratio: globalThis.devicePixelRatio });
      }),
      onViewRest(() => {
        picture = null;
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
      releasePictures();
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

/** Copies the pictures, each to where it is; null where there are none, or too many. */
function copyPictures(copy: HTMLCanvasElement, canvas: HTMLElement): Picture | null {
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
  if (!around) return null;
  const { x, y, zoom } = viewNow();
  const [left, top] = [onPixel(around.x - 1), onPixel(around.y - 1)];
  const [width, height] = [around.x + around.width - left, around.y + around.height - top];
  return paintPicture(copy, { x: x - left, y: y - top, zoom, width, height, ratio }, (context) => {
    context.scale(ratio, ratio);
    for (const place of pictures) {
      context.globalAlpha = opacityOf(place.picture);
      context.drawImage(place.picture, place.x - left, place.y - top, place.width, place.height);
    }
  });
}

/** With what it lies in, up to its block. */
function opacityOf(picture: Element): number {
  let opacity = 1;
  for (let at = picture.parentElement; at && !at.matches('.react-flow__node'); at = at.parentElement)
    opacity *= Number(getComputedStyle(at).opacity);
  return opacity;
}
