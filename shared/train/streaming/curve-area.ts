import { safeRatio } from './arrays';

/** What is said yes and no to at each threshold, from the lowest to the highest. */
export interface CurveCounts {
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly falseNegatives: Float64Array;
  readonly trueNegatives: Float64Array;
}

const HEIGHTS: Readonly<Record<string, (a: number, b: number) => number>> = {
  interpolation: (a, b) => (a + b) / 2,
  minoring: Math.min,
  majoring: Math.max,
};

/** The area under the curve `ROC` or `PR`; between two thresholds the height is taken by `method`. */
export function areaUnder(curve: string, method: string, counts: CurveCounts): number {
  if (curve === 'PR' && method === 'interpolation') return interpolatedPrecisionRecall(counts);
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  const recall = truePositives.map((tp, i) => safeRatio(tp, tp + falseNegatives[i]!));
  const [x, y] =
    curve === 'PR'
      ? [recall, truePositives.map((tp, i) => safeRatio(tp, tp + falsePositives[i]!))]
      : [falsePositives.map((fp, i) => safeRatio(fp, fp + trueNegatives[i]!)), recall];
  let area = 0;
  for (let i = 0; i + 1 < x.length; i++) area += (x[i]! - x[i + 1]!) * HEIGHTS[method]!(y[i]!, y[i + 1]!);
  return area;
}

/** Davis and Goadrich 2006, section 4, in Keras's closed form: true and false positives vary linearly between two thresholds. */
function interpolatedPrecisionRecall({ truePositives, falsePositives, falseNegatives }: CurveCounts): number {
  let area = 0;
  for (let i = 0; i + 1 < truePositives.length; i++) {
    const [here, next] = [
      truePositives[i]! + falsePositives[i]!,
      truePositives[i + 1]! + falsePositives[i + 1]!,
    ];
    const gained = truePositives[i]! - truePositives[i + 1]!;
    const slope = safeRatio(gained, Math.max(here - next, 0));
    const intercept = truePositives[i + 1]! - slope * next;
    const ratio = here > 0 && next > 0 ? here / next : 1;
    const positives = truePositives[i + 1]! + falseNegatives[i + 1]!;
    area += safeRatio(slope * (gained + intercept * Math.log(ratio)), positives);
  }
  return area;
}
