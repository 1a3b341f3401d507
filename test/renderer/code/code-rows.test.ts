import { describe, expect, test } from 'vitest';
import { programText } from '#shared/code/program';
import { writeProgram } from '#shared/code/write';
import { codeRows, outermost } from '../../../renderer/code/code-rows';
import { shippedProject, sourceOf } from '../../shared/code/projects';

describe('the rows of a program', () => {
  const written = writeProgram(sourceOf(shippedProject('residual')), 'pytorch');
  if (!written.ok) throw new Error('not written');
  const rows = codeRows(written.value);

  test('put together they are the program again', () => {
    const text = rows.map(({ pieces }) => pieces.map((piece) => piece.text).join('')).join('\n');
    expect(`${text}\n`).toBe(programText(written.value));
  });

  test('a text over several lines keeps its colour on each of them', () => {
    const kinds = rows.flatMap(({ pieces }) => pieces.filter(({ text }) => text.startsWith('"""')));
    expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(['string']));
  });

  test('a row knows its block', () => {
    const row = rows.find(({ pieces }) => pieces.some(({ text }) => text.includes('MaxPool2d')));
    expect(row?.nodeIds).toHaveLength(1);
  });
});

test('what is inside of a block counts for the block around it', () => {
  const blocks = new Set(['a', 'a/b']);
  expect(['a', 'a/0/inner', 'a/b/1/inner/0/more', 'c'].map((id) => outermost(id, blocks))).toEqual([
    'a',
    'a',
    'a/b',
    'c',
  ]);
});
