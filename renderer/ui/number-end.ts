/** A name in front of its number, and the number: `max_pooling2d_1` is told from `max_pooling2d` by it, so that it stays where the name has to be cut. */
export function splitNumber(name: string): readonly [stem: string, end: string] {
  const end = /_\d+$/.exec(name)?.[0] ?? '';
  return [name.slice(0, name.length - end.length), end];
}
