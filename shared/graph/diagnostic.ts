import type { Choice, Params, ParamValue } from './document';

/** A text in every language of the interface. */
export interface Localized {
  readonly en: string;
  readonly ko: string;
}

export type Language = keyof Localized;

/** What a quick fix does; the renderer applies it as one undo step. */
export type Repair =
  | { readonly kind: 'setParam'; readonly nodeId: string; readonly param: string; readonly value: ParamValue }
  | { readonly kind: 'insertLayer'; readonly edgeId: string; readonly type: string; readonly params?: Params }
  | { readonly kind: 'removeNode'; readonly nodeId: string }
  | {
      readonly kind: 'setTraining';
      readonly key: string;
      readonly value: ParamValue | Choice | readonly Choice[] | Readonly<Record<string, ParamValue>>;
    };

/**
 * Every problem of the product, from a refused connection to a failed export: it says what was expected, what was
 * found, where, and how to repair it. Never a bare string across a boundary.
 */
export interface Diagnostic {
  /** Stable kebab-case name, e.g. `dense-needs-flat-input`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'hint';
  /** The block it belongs to. */
  readonly nodeId?: string;
  /** The wire it belongs to. */
  readonly edgeId?: string;
  /** The parameter (of the block, or a key of the training settings) it belongs to. */
  readonly param?: string;
  readonly message: Localized;
  readonly expected?: Localized | string;
  readonly received?: Localized | string;
  readonly fix?: { readonly label: Localized; readonly repair: Repair };
}

/** The value, or why there is none. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** A failure that carries its Diagnostic through code that throws; caught at the next boundary. */
export class DiagnosticError extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(formatDiagnostic(diagnostic, 'en'));
    this.name = 'DiagnosticError';
    this.diagnostic = diagnostic;
  }
}

export const localize = (text: Localized | string, language: Language): string =>
  typeof text === 'string' ? text : text[language];

/** One line for a terminal or a log: `error dense-needs-flat-input (dense_1): … Expected … Found …`. */
export function formatDiagnostic(diagnostic: Diagnostic, language: Language): string {
  const { severity, code, nodeId, message, expected, received, fix } = diagnostic;
  const label = { en: ['Expected', 'Found', 'Repair'], ko: ['기대', '실제', '해결'] }[language];
  const part = (name: string | undefined, text: Localized | string | undefined) =>
    text === undefined ? '' : ` ${name}: ${localize(text, language)}.`;
  return (
    `${severity} ${code}${nodeId ? ` (${nodeId})` : ''}: ${localize(message, language)}` +
    part(label[0], expected) +
    part(label[1], received) +
    part(label[2], fix?.label)
  );
}
