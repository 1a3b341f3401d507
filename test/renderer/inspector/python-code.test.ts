import { expect, test } from 'vitest';
import { pythonPieces } from '../../../renderer/inspector/python-code';

test('coloured code is the same code, in pieces that say what they are', () => {
  const code = 'layers.Dense(64, activation="relu", name="a<b>&c")  # it\'s one\nreturn None';
  const pieces = pythonPieces(code);
  expect(pieces.map(({ text }) => text).join('')).toBe(code);
  const kinds = Object.fromEntries(pieces.flatMap(({ text, kind }) => (kind ? [[text, kind]] : [])));
  expect(kinds).toMatchObject({ 64: 'number', '"a<b>&c"': 'string', return: 'keyword' });
});
