import type { Diagnostic } from '#shared/graph/diagnostic';
import type { CheckSource } from './check-source';
import type { Inference } from './inference';
import { CONSTRAINT_RULES } from './lint-constraints';
import { SNAPSHOT_RULES } from './check-snapshots';
import { lintContext, type Rule } from './lint-context';
import { HEAD_RULES } from './lint-head';
import { LAYER_RULES } from './lint-layers';
import { LOOP_RULES } from './lint-loop';
import { NORMALIZATION_RULES } from './lint-normalization';
import { PROBE_RULES } from './lint-probe';
import { TRAINING_RULES } from './lint-training';

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
