/** A number as JSON holds it, which has none that are not finite. */
export type Scalar = number | 'NaN' | 'Infinity' | '-Infinity';

export const toScalar = (x: number): Scalar => (Number.isFinite(x) ? x : (String(x) as Scalar));

/** A number in a sentence: four digits tell enough. */
export const shownScalar = (x: Scalar): string =>
  typeof x === 'number' ? String(Number(x.toPrecision(4))) : x;
