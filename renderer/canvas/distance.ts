/** How far the view is away: what blocks show and how large their texts are. */
export type Distance = 'near' | 'middle' | 'far' | 'tile';

/** The least zoom of each distance. */
const LEAST: readonly (readonly [Distance, number])[] = [
  ['near', 0.7],
  ['middle', 0.45],
  ['far', 0.33],
  ['tile', 0],
];
/** A distance stays until the zoom is this share beyond its bounds, so that nothing flickers there. */
const SLACK = 0.04;

/** The distance of a zoom; `before` stays as it is near the bounds. */
export function distanceAt(zoom: number, before?: Distance): Distance {
  const at = LEAST.findIndex(([distance]) => distance === before);
  if (at >= 0) {
    const [least, most] = [LEAST[at]![1], at === 0 ? Infinity : LEAST[at - 1]![1]];
    if (zoom >= least * (1 - SLACK) && zoom < most * (1 + SLACK)) return before!;
  }
  return LEAST.find(([, least]) => zoom >= least)?.[0] ?? 'tile';
}

/** `distanceAt` that remembers what it answered last. */
export function createDistance(): (zoom: number) => Distance {
  let last: Distance | undefined;
  return (zoom) => (last = distanceAt(zoom, last));
}
