import type { Choice, GraphEdge, Params, ParamValue } from './document';

/** A text in every language of the interface. */
export interface Localized {
  readonly en: string;
  readonly ko: string;
}

export type Language = keyof Localized;

/** What a quick fix does; the renderer applies it as one undo step. Where its blocks or wires are gone it does nothing. */
export type Repair =
  | { readonly kind: 'setParam'; readonly nodeId: string; readonly param: string; readonly value: ParamValue }
  | { readonly kind: 'insertLayer'; readonly edgeId: string; readonly type: string; readonly params?: Params }
  /** A new block that takes over all wires that leave `nodeId`. */
  | {
      readonly kind: 'insertBehind';
      readonly nodeId: string;
      readonly type: string;
      readonly params?: Params;
    }
  /** A new block that feeds `nodeId`. */
  | {
      readonly kind: 'insertBefore';
      readonly nodeId: string;
      readonly type: string;
      readonly params?: Params;
    }
  /** A new block without wires, before or behind all that is drawn. */
  | {
      readonly kind: 'addLayer';
      readonly type: string;
      readonly side: 'before' | 'behind';
      readonly params?: Params;
    }
  /** Another layer in the place of the block, with its wires. */
  | {
      readonly kind: 'replaceLayer';
      readonly nodeId: string;
      readonly type: string;
      readonly params?: Params;
    }
  /** The block leaves its place, which closes, and takes over all wires that leave `otherId`. */
  | { readonly kind: 'moveBehind'; readonly nodeId: string; readonly otherId: string }
  /** The block leaves its place, which closes, and goes into the wire that leads to `otherId`. */
  | { readonly kind: 'moveBefore'; readonly nodeId: string; readonly otherId: string }
  | { readonly kind: 'removeNode'; readonly nodeId: string }
  | { readonly kind: 'rename'; readonly nodeId: string; readonly name: string }
  | { readonly kind: 'setTrainable'; readonly nodeId: string; readonly value: boolean }
  /** Ids of their own for all blocks but the first that have the id `nodeId`; the wires stay with the first. */
  | { readonly kind: 'renewId'; readonly nodeId: string }
  | { readonly kind: 'connect'; readonly wire: Omit<GraphEdge, 'id'> }
  | { readonly kind: 'removeWire'; readonly edgeId: string }
  | {
      readonly kind: 'setTraining';
      readonly key: string;
      readonly value: ParamValue | Choice | readonly Choice[] | Readonly<Record<string, ParamValue>>;
    }
  | { readonly kind: 'setData'; readonly key: string; readonly value: ParamValue }
  /** One after the other, as one step. */
  | { readonly kind: 'several'; readonly repairs: readonly Repair[] };

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
  /** What a program said of it, such as an error's name: for whoever looks further, in nobody's language. */
  readonly detail?: string;
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

const LABELS = {
  expected: { en: 'Expected', ko: '기대' },
  received: { en: 'Found', ko: '실제' },
  fix: { en: 'Repair', ko: '해결' },
  detail: { en: 'Detail', ko: '자세히' },
} as const;

const part = (
  label: keyof typeof LABELS,
  text: Localized | string | undefined,
  language: Language,
): string => (text === undefined ? '' : ` ${LABELS[label][language]}: ${localize(text, language)}.`);

/** One line for a terminal or a log: `error dense-needs-flat-input (dense_1): … Expected … Found …`. */
export function formatDiagnostic(diagnostic: Diagnostic, language: Language): string {
  const { severity, code, nodeId, message, expected, received, detail, fix } = diagnostic;
  return (
    `${severity} ${code}${nodeId ? ` (${nodeId})` : ''}: ${localize(message, language)}` +
    part('expected', expected, language) +
    part('received', received, language) +
    part('fix', fix?.label, language) +
    part('detail', detail, language)
  );
}

/** What happened and what was needed, for people: neither its code nor a program's own words, which are the detail of it. */
export function problemText({ message, expected, received }: Diagnostic): Localized {
  const inLanguage = (language: Language): string => {
    const said = localize(message, language);
    // A message mostly says itself what was found.
    const found =
      received !== undefined && said.includes(localize(received, language)) ? undefined : received;
    return said + part('expected', expected, language) + part('received', found, language);
  };
  return { en: inLanguage('en'), ko: inLanguage('ko') };
}

/** The code, and what a program said: in small print, for whoever looks further. */
export const problemDetail = ({ code, detail }: Diagnostic): string =>
  detail === undefined ? code : `${code}: ${detail}`;

/** Ids of the blocks and of the wires that a repair works on. */
export function repairedPlaces(repair: Repair): {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
} {
  if (repair.kind === 'several') {
    const places = repair.repairs.map(repairedPlaces);
    return { nodes: places.flatMap(({ nodes }) => nodes), edges: places.flatMap(({ edges }) => edges) };
  }
  return {
    nodes: [
      ...('nodeId' in repair ? [repair.nodeId] : []),
      ...('otherId' in repair ? [repair.otherId] : []),
      ...('wire' in repair ? [repair.wire.source, repair.wire.target] : []),
    ],
    edges: 'edgeId' in repair ? [repair.edgeId] : [],
  };
}
