import { type ComponentProps, useEffect, useRef } from 'react';
import { type LiveFrame, useLive } from '../state/live-store';
import { cancelPaint, paintSoon } from './paint-queue';
import { type PaintContext, showPainted } from './show-painted';
import { watchSeen } from './watch-seen';

/**
 * Draws on a canvas that is empty and has its size in device pixels; `ratio` of them make a CSS pixel. Tells whether there was something to draw.
 */
export type Paint = (context: PaintContext, frame: LiveFrame | null, ratio: number) => boolean;

interface LivePictureProps extends Omit<ComponentProps<'canvas'>, 'width' | 'height' | 'role'> {
  readonly stream: 'thumbnails' | 'inspect' | 'prediction';
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Where to draw again: a new function. */
  readonly paint: Paint;
  /** Whether a frame looks different from the one drawn last; absent: every frame does. */
  readonly isNew?: (frame: LiveFrame | null, drawn: LiveFrame | null) => boolean;
  /** Device pixels for each CSS pixel, at least. */
  readonly leastRatio?: number;
}

/**
 * A canvas that follows a stream of the engine past React: at most once for each picture of the screen, and only while it is seen. Thumbnails, of
 * which there are many, wait for each other.
 */
export function LivePicture({
  stream,
  label,
  width,
  height,
  paint,
  isNew,
  leastRatio = 1,
  ...rest
}: LivePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const isPatient = stream === 'thumbnails';
    const ratio = Math.max(leastRatio, globalThis.devicePixelRatio);
    const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    let drawn: LiveFrame | null | undefined;
    let isSeen = false;
    const draw = () => {
      const frame = useLive.getState()[stream];
      if (drawn !== undefined && isNew && !isNew(frame, drawn)) return;
      drawn = frame;
      showPainted(element, pixels, (context) => {
        element.dataset['state'] = paint(context, frame, ratio) ? 'drawn' : 'empty';
      });
    };
    const leave = watchSeen(element, (seen) => {
      isSeen = seen;
      if (seen) paintSoon(draw, isPatient);
      else cancelPaint(draw);
    });
    const unsubscribe = useLive.subscribe((state, before) => {
      if (isSeen && state[stream] !== before[stream]) paintSoon(draw, isPatient);
    });
    return () => {
      leave();
      unsubscribe();
      cancelPaint(draw);
    };
  }, [stream, width, height, paint, isNew, leastRatio]);

  return (
    <canvas
      ref={canvas}
      {...PICTURE}
      aria-label={label}
      className="block"
      style={{ width, height }}
      {...rest}
    />
  );
}

/** To screen readers a drawing is one picture; an `<img>` cannot be drawn on. */
const PICTURE = { role: 'img' } as const;
