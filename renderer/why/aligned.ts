import { filledTex, lettersOf, type Name, plainText, ruleTex, stepsOf } from '#shared/layers/why/term';
import type { WhyLine } from '#shared/layers/why/explain';

/** Steps stand side by side while they have no more than so many signs. */
const MOST_SIGNS = 44;

/** A rule, the same with its numbers, and the steps to the result, below each other with their equals signs in line. */
export function alignedTex({ tex, term }: WhyLine): string {
  const steps = stepsOf(term);
  const [filled, ...rest] = steps.map(filledTex);
  const signs = steps.slice(1).reduce((sum, step) => sum + plainText(step).length + 3, 0);
  const rows = [ruleTex(term), filled!, ...(signs <= MOST_SIGNS ? [rest.join(' = ')] : rest)];
  const told = rows.filter((row, i) => row !== '' && row !== rows[i - 1]);
  const body = told.map((row, i) => `${i === 0 ? tex : ''} &= ${row}`).join(String.raw` \\[0.25em] `);
  return String.raw`\begin{aligned} ${body} \end{aligned}`;
}

/** The letters of several sums, each once; not those that one of the sums gives itself. */
export function legendOf(lines: readonly WhyLine[]): readonly (Name & { readonly value: number })[] {
  const given = new Set(lines.map(({ tex }) => tex));
  const letters = lines.flatMap(({ term }) => lettersOf(term)).filter(({ tex }) => !given.has(tex));
  return letters.filter(({ tex }, i) => letters.findIndex((letter) => letter.tex === tex) === i);
}
