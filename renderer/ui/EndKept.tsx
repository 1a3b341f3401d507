/** A name that does not fit loses what stands before its number, since `max_pooling2d_1` is told from `max_pooling2d` by it. For use in a flex row. */
export function EndKept({ text }: { text: string }) {
  const end = /_\d+$/.exec(text)?.[0] ?? '';
  return (
    <>
      <span className="truncate">{text.slice(0, text.length - end.length)}</span>
      {end !== '' && <span className="shrink-0">{end}</span>}
    </>
  );
}
