import katex from 'katex';
import 'katex/dist/katex.min.css';
import { useLayoutEffect, useRef } from 'react';

export interface TexProps {
  readonly tex: string;
  /** On a line of its own, with room for fractions and sums. */
  readonly isBlock?: boolean;
}

/** A typeset formula, with MathML beside it for screen readers. Its nodes are built one by one, so that no style stands in a text. */
export default function Tex({ tex, isBlock = false }: TexProps) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    katex.render(isBlock ? String.raw`\displaystyle ${tex}` : tex, ref.current!, {
      output: 'htmlAndMathml',
      throwOnError: false,
      strict: 'ignore',
    });
  }, [tex, isBlock]);
  return <span ref={ref} data-tex={tex} className={isBlock ? 'block overflow-x-auto py-0.5' : undefined} />;
}
