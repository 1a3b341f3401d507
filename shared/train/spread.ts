const MOST = 500;

/** At most `most` of some points, in order: those go first that have their neighbours nearest. The first and the last stay. */
export function spread<T extends { readonly step: number }>(points: T[], most = MOST): T[] {
  let kept = points;
  while (kept.length > Math.max(2, most)) {
    let nearest = 1;
    for (let i = 2; i < kept.length - 1; i++) if (gap(kept, i) < gap(kept, nearest)) nearest = i;
    kept = kept.toSpliced(nearest, 1);
  }
  return kept;
}

const gap = (points: readonly { readonly step: number }[], i: number): number =>
  points[i + 1]!.step - points[i - 1]!.step;
