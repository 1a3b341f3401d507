import { useContext, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { PortalContainer } from '../ui/portal-container';

interface FieldHintProps {
  /** The row that it stands beside. */
  readonly row: HTMLElement;
  readonly text: string;
}

/** So much room it takes at most, with the gap to the form. */
const WIDTH = 256;
const GAP = 16;

/** What a field takes, beside its form while it has the focus: over the form it would cover the next field. */
export function FieldHint({ row, text }: FieldHintProps) {
  const container = useContext(PortalContainer);
  const [box, setBox] = useState(() => row.getBoundingClientRect());
  useLayoutEffect(() => {
    const measure = () => setBox(row.getBoundingClientRect());
    const watch = new ResizeObserver(measure);
    watch.observe(row);
    addEventListener('scroll', measure, { capture: true, passive: true });
    addEventListener('resize', measure);
    return () => {
      watch.disconnect();
      removeEventListener('scroll', measure, { capture: true });
      removeEventListener('resize', measure);
    };
  }, [row]);
  const isLeft = box.left > WIDTH;
  return createPortal(
    <p
      aria-hidden
      className="pointer-events-none fixed z-50 w-max max-w-60 -translate-y-1/2 rounded bg-tooltip px-1.5 py-0.5 text-xs text-on-tooltip shadow-md data-left:-translate-x-full"
      data-left={isLeft || undefined}
      style={{ left: isLeft ? box.left - GAP : box.right + GAP, top: box.top + box.height / 2 }}
    >
      {text}
    </p>,
    container ?? document.body,
  );
}
