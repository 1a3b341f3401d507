import { useStore, ViewportPortal } from '@xyflow/react';
import type { Gap, Guide } from './guides';
import { useInteraction } from './interaction-store';

/** The lines and equal gaps that what is dragged keeps to. */
export function Guides() {
  const guides = useInteraction((state) => state.guides);
  const gaps = useInteraction((state) => state.gaps);
  if (guides.length === 0 && gaps.length === 0) return null;
  return <Lines guides={guides} gaps={gaps} />;
}

function Lines({ guides, gaps }: { guides: readonly Guide[]; gaps: readonly Gap[] }) {
  const zoom = useStore((state) => state.transform[2]);
  const cap = CAP / zoom;
  return (
    <ViewportPortal>
      <svg
        className="pointer-events-none absolute top-0 left-0 overflow-visible"
        width={1}
        height={1}
        data-guides={guides.length}
        data-gaps={gaps.length}
        aria-hidden
      >
        {guides.map(({ axis, at, from, to }) => (
          <path
            key={`${axis} ${at}`}
            d={axis === 'x' ? `M${at},${from}V${to}` : `M${from},${at}H${to}`}
            {...LINE}
          />
        ))}
        {gaps.map(({ axis, from, to, at }) => (
          <path
            key={`${axis} ${from}`}
            d={
              axis === 'x'
                ? `M${from},${at - cap}v${2 * cap}m0,${-cap}H${to}m0,${-cap}v${2 * cap}`
                : `M${at - cap},${from}h${2 * cap}m${-cap},0V${to}m${-cap},0h${2 * cap}`
            }
            {...LINE}
          />
        ))}
      </svg>
    </ViewportPortal>
  );
}

/** Half of the length of the ends of a gap, in pixels of the screen. */
const CAP = 5;

const LINE = {
  fill: 'none',
  className: 'stroke-danger',
  strokeWidth: 1.25,
  vectorEffect: 'non-scaling-stroke',
} as const;
