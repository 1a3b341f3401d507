import { CONSTRAINT_LINTS } from './constraints';
import type { Lint } from './definition';
import { DROPOUT_LINTS } from './dropout';
import { HEAD_LINTS } from './head';
import { INITIALIZER_LINTS } from './initializers';
import { LAYER_LINTS } from './layers';
import { LOOP_LINTS } from './loop';
import { NORMALIZATION_LINTS } from './normalization';
import { PICTURE_LINTS } from './pictures';
import { PROBE_LINTS } from './probe';
import { SATURATION_LINTS } from './saturation';
import { SNAPSHOT_LINTS } from './snapshots';
import { TRAINING_LINTS } from './training';

/** Everything a teacher would remark on, in the order in which it is told. */
export const LINTS: readonly Lint[] = [
  ...LAYER_LINTS,
  ...SATURATION_LINTS,
  ...INITIALIZER_LINTS,
  ...DROPOUT_LINTS,
  ...NORMALIZATION_LINTS,
  ...PICTURE_LINTS,
  ...CONSTRAINT_LINTS,
  ...HEAD_LINTS,
  ...TRAINING_LINTS,
  ...LOOP_LINTS,
  ...PROBE_LINTS,
  ...SNAPSHOT_LINTS,
];

const BY_CODE: ReadonlyMap<string, Lint> = new Map(LINTS.map((lint) => [lint.code, lint]));

/** The row of a code; undefined for a problem that is no remark of a teacher. */
export const lintOf = (code: string): Lint | undefined => BY_CODE.get(code);
