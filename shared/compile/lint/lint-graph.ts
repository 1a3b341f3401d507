import type { Diagnostic } from '#shared/graph/diagnostic';
import type { CheckSource } from '../check-source';
import type { Inference } from '../inference';
import { lintContext } from './context';
import { LINTS } from './table';

/** What a teacher would remark on. `source.graph` is expanded. Never throws. */
export function lintGraph(source: CheckSource, inference: Inference): readonly Diagnostic[] {
  const context = lintContext(source, inference);
  return LINTS.flatMap(({ code, severity, find }) =>
    find(context).map((remark): Diagnostic => ({ severity, ...remark, code })),
  );
}
