import type { Localized } from '#shared/graph/diagnostic';

interface Described {
  readonly title: Localized;
  readonly summary: Localized;
}

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, ' ');

/** Whether every word of a search is in what is said of an entry, in either language, or in the names of its layers. */
export function answers(
  query: string,
  { title, summary }: Described,
  layers: readonly string[] = [],
): boolean {
  const said = plain([title.en, title.ko, summary.en, summary.ko, ...layers].join(' '));
  return plain(query)
    .split(' ')
    .every((word) => said.includes(word) || said.replaceAll(' ', '').includes(word));
}
