import { useContext, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { PortalContainer } from '../ui/portal-container';

interface FieldHintProps {
  /** The row that it stands beside. */
  readonly row: HTMLElement;
  readonly text: string;
}

/** Between it and the form, and at least between it and the window's edge. */
const GAP = 16;

/** What a field takes, beside its form while it has the focus: over the form it would cover the next field. */
export function FieldHint({ row, text }: FieldHintProps) {
  const container = useContext(PortalContainer);
  const hint = useRef<HTMLParagraphElement>(null);
  const [place, setPlace] = useState({ left: 0, right: 0, middle: 0, width: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const { left, right, top, height } = row.getBoundingClientRect();
      setPlace({ left, right, middle: top + height / 2, width: hint.current?.offsetWidth ?? 0 });
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(row);
    if (hint.current) watch.observe(hint.current);
    addEventListener('scroll', measure, { capture: true, passive: true });
    addEventListener('resize', measure);
    return () => {
      watch.disconnect();
      removeEventListener('scroll', measure, { capture: true });
      removeEventListener('resize', measure);
    };
  }, [row]);
  const isLeft = place.left > place.width + 2 * GAP;
  return createPortal(
    <p
      ref={hint}
      aria-hidden
      className="pointer-events-none fixed z-50 w-max max-w-60 -translate-y-1/2 rounded bg-tooltip px-1.5 py-0.5 text-xs text-on-tooltip shadow-md data-left:-translate-x-full"
      data-left={isLeft || undefined}
      style={{ left: isLeft ? place.left - GAP : place.right + GAP, top: place.middle }}
    >
      {text}
    </p>,
    container ?? document.body,
  );
}
