import { splitNumber } from './cut-name';

/** A name that does not fit loses what stands before its number. For use in a flex row. */
export function EndKept({ text }: { text: string }) {
  const [stem, end] = splitNumber(text);
  return (
    <>
      <span className="truncate">{stem}</span>
      {end !== '' && <span className="shrink-0">{end}</span>}
    </>
  );
}
