/** A name in front of its number, and the number: `max_pooling2d_1` is told from `max_pooling2d` by it, so that it stays where the name has to be cut. */
export function splitNumber(name: string): readonly [stem: string, end: string] {
  const end = /_\d+$/.exec(name)?.[0] ?? '';
  return [name.slice(0, name.length - end.length), end];
}

/** A text that fits: where it has to be cut its beginning, an ellipsis and, of a name, its number as far as there is room for it. */
export function cutToFit(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const [, number] = splitNumber(text);
  const end = fits(`…${number}`) ? number : '';
  const letters = Array.from(text.slice(0, text.length - end.length));
  while (letters.length > 0 && !fits(`${letters.join('')}…${end}`)) letters.pop();
  return `${letters.join('').trimEnd()}…${end}`;
}
