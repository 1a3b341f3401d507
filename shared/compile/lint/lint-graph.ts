import type { Diagnostic } from '#shared/graph/diagnostic';
import type { CheckSource } from '../check-source';
import type { Inference } from '../inference';
import { CONSTRAINT_RULES } from './constraints';
import { SNAPSHOT_RULES } from '../check-snapshots';
import { lintContext, type Rule } from './context';
import { HEAD_RULES } from './head';
import { LAYER_RULES } from './layers';
import { LOOP_RULES } from './loop';
import { NORMALIZATION_RULES } from './normalization';
import { PROBE_RULES } from './probe';
import { TRAINING_RULES } from './training';

const RULES: readonly Rule[] = [
  ...LAYER_RULES,
  ...NORMALIZATION_RULES,
  ...CONSTRAINT_RULES,
  ...HEAD_RULES,
  ...TRAINING_RULES,
  ...LOOP_RULES,
  ...PROBE_RULES,
  ...SNAPSHOT_RULES,
];

/** What a teacher would remark on. `source.graph` is expanded. Never throws. */
export function lintGraph(source: CheckSource, inference: Inference): readonly Diagnostic[] {
  const context = lintContext(source, inference);
  return RULES.flatMap((rule) => rule(context));
}
