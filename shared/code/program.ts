import type { Diagnostic, Localized } from '#shared/graph/diagnostic';

/** What a project can be written for. */
export type Framework = 'keras' | 'pytorch';

export const FRAMEWORKS: Readonly<Record<Framework, { readonly label: string }>> = {
  keras: { label: 'Keras' },
  pytorch: { label: 'PyTorch' },
};

/** A line of Python, with the blocks of the drawing that it stands for. */
export interface CodeLine {
  readonly text: string;
  readonly nodeIds?: readonly string[];
}

/** The parts of a program in their order: each one uses only what is defined before it. */
export const SECTIONS = ['imports', 'data', 'model', 'training', 'fit', 'evaluation'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** A whole Python program. */
export interface CodeProgram {
  readonly sections: Readonly<Record<SectionName, readonly CodeLine[]>>;
  /** What the framework does otherwise than Neuroloom; a comment in the program says it too. */
  readonly notes: readonly Diagnostic[];
}

const BLANK: CodeLine = { text: '' };

/** Every line of a program; an empty one stands between the sections. */
export const programLines = ({ sections }: Pick<CodeProgram, 'sections'>): readonly CodeLine[] =>
  SECTIONS.filter((name) => sections[name].length > 0).flatMap((name, i) =>
    i === 0 ? sections[name] : [BLANK, ...sections[name]],
  );

/** The program as the text of a `.py` file. */
export const programText = (program: Pick<CodeProgram, 'sections'>): string =>
  `${programLines(program)
    .map(({ text }) => text)
    .join('\n')}\n`;

/** Lines of one text without blocks. */
export const linesOf = (text: string): readonly CodeLine[] =>
  text.split('\n').map((line) => ({ text: line }));

/** Lines further to the right by whole steps of four spaces; empty ones stay empty. */
export const indented = (lines: readonly CodeLine[], steps = 1): readonly CodeLine[] =>
  lines.map((line) => (line.text === '' ? line : { ...line, text: '    '.repeat(steps) + line.text }));

/** Something that the framework does otherwise, as a hint. */
export const codeNote = (code: string, message: Localized, nodeId?: string): Diagnostic => ({
  code,
  severity: 'hint',
  message,
  ...(nodeId !== undefined && { nodeId }),
});
