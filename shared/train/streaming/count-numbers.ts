/** What is counted of one class or threshold. */
interface Counts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

/** Counts as three numbers. */
export const countNumbers = ({ truePositives, falsePositives, falseNegatives }: Counts): number[] => [
  truePositives,
  falsePositives,
  falseNegatives,
];

/** Counts number `i` among such numbers. */
export const countsFrom = (saved: readonly number[], i: number): Counts => ({
  truePositives: saved[i * 3]!,
  falsePositives: saved[i * 3 + 1]!,
  falseNegatives: saved[i * 3 + 2]!,
});
