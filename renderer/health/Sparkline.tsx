import { heightOf, pathOf, type Point, type Range } from './log-path';

const [WIDTH, HEIGHT] = [96, 20];

/** A value over the steps on a logarithmic scale; `band` is shaded. The number beside it says the present value. */
export function Sparkline({
  points,
  range,
  band,
}: {
  points: readonly Point[];
  range: Range | null;
  band?: Range;
}) {
  const shaded = range && band && band.map((value) => (1 - heightOf(value, range)) * HEIGHT);
  return (
    <svg
      viewBox={`-1 -1 ${WIDTH + 2} ${HEIGHT + 2}`}
      preserveAspectRatio="none"
      className="h-5 w-12 shrink-0 min-[1400px]:w-24"
      aria-hidden
    >
      {shaded && (
        <rect y={shaded[1]} width={WIDTH} height={shaded[0]! - shaded[1]!} className="fill-accent-soft" />
      )}
      {range && (
        <path
          d={pathOf(points, range, WIDTH, HEIGHT)}
          className="fill-none stroke-accent"
          strokeWidth={1.5}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
