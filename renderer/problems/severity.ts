import type { Diagnostic, Localized } from '#shared/graph/diagnostic';

type Severity = Diagnostic['severity'];

/** How a severity looks; worst first. The icon and the word say it as well as the colour. */
export const SEVERITIES: Readonly<
  Record<
    Severity,
    { readonly label: Localized; readonly icon: string; readonly text: string; readonly soft: string }
  >
> = {
  error: {
    label: { en: 'Error', ko: '오류' },
    icon: 'circle-alert',
    text: 'text-danger',
    soft: 'bg-danger-soft',
  },
  warning: {
    label: { en: 'Warning', ko: '경고' },
    icon: 'triangle-alert',
    text: 'text-warning',
    soft: 'bg-warning-soft',
  },
  hint: { label: { en: 'Hint', ko: '힌트' }, icon: 'lightbulb', text: 'text-accent', soft: 'bg-accent-soft' },
};

const ORDER = Object.keys(SEVERITIES) as Severity[];

/** Worst first; those of one severity keep their order. */
export const bySeverity = (problems: readonly Diagnostic[]): readonly Diagnostic[] =>
  problems.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
