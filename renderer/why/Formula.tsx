import { lazy, Suspense } from 'react';
import type { TexProps } from './Tex';

const Tex = lazy(async () => import('./Tex'));

/** A typeset formula; what typesets it is loaded with the first one. */
export const Formula = (props: TexProps) => (
  <Suspense fallback={<span className={props.isBlock ? 'block h-7' : undefined} />}>
    <Tex {...props} />
  </Suspense>
);
