import type { DataConfig } from '#shared/data/config';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import type { TrainingConfig } from '#shared/train/config';
import type { LintContext } from './context';
import type { LintSource } from './sources';

/** What a lint finds: a problem whose code, and severity where nothing else is said, the row gives. */
export type Remark = Omit<Diagnostic, 'code' | 'severity'> & { readonly severity?: Diagnostic['severity'] };

/** A small project that brings a lint about, and nothing else; what is not said is as in a new project. */
export interface LintExample {
  readonly graph: GraphDoc;
  readonly training?: Partial<TrainingConfig>;
  readonly data?: Partial<DataConfig>;
}

/** Everything the product knows of one remark that a teacher would make: one row of `LINTS`. */
export interface Lint {
  /** Stable kebab-case name. */
  readonly code: string;
  readonly severity: 'warning' | 'hint';
  /** What is odd, in a few words. */
  readonly title: Localized;
  /** Why it matters and what to do, as one says it in class. */
  readonly why: Localized;
  readonly source: LintSource;
  readonly example: LintExample;
  /** Where in an expanded drawing it applies. A pure function that never throws. */
  find(context: LintContext): readonly Remark[];
}
