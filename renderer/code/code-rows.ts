import { type CodeProgram, programLines } from '#shared/code/program';
import { type CodePiece, pythonPieces } from '../inspector/python-code';

/** A line of a program as it is shown. */
export interface CodeRow {
  readonly pieces: readonly CodePiece[];
  /** Blocks of the drawing that it stands for. */
  readonly nodeIds: readonly string[];
}

/** The lines of a program in coloured pieces. */
export function codeRows(program: CodeProgram): readonly CodeRow[] {
  const lines = programLines(program);
  const pieces: CodePiece[][] = [[]];
  for (const { text, kind } of pythonPieces(lines.map((line) => line.text).join('\n'))) {
    text.split('\n').forEach((part, i) => {
      if (i > 0) pieces.push([]);
      if (part !== '') pieces.at(-1)!.push(kind === undefined ? { text: part } : { text: part, kind });
    });
  }
  return lines.map(({ nodeIds = [] }, i) => ({ pieces: pieces[i] ?? [], nodeIds }));
}

/** The block of the whole drawing that a selected block is, or is inside of: ids inside begin with that of the block around them. */
export const outermost = (id: string, blocks: ReadonlySet<string>): string => {
  if (blocks.has(id)) return id;
  const parts = id.split('/');
  for (let i = parts.length - 1; i > 0; i--) {
    const outer = parts.slice(0, i).join('/');
    if (blocks.has(outer)) return outer;
  }
  return id;
};
