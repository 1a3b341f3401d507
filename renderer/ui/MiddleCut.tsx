/** So many letters at the end tell names apart: `_1`, `2d_12`. */
const END = 5;

/** A name that loses its middle where it does not fit, since names of a kind differ at their end. For use within a flex row. */
export function MiddleCut({ text }: { text: string }) {
  if (text.length <= 2 * END) return <span className="truncate">{text}</span>;
  return (
    <>
      <span className="truncate">{text.slice(0, -END)}</span>
      <span className="shrink-0">{text.slice(-END)}</span>
    </>
  );
}
