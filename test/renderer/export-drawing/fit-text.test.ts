import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitText, textWidth, wrapText } from '../../../renderer/export-drawing/fit-text';

test('a text that has room stays as it is', () => {
  expect(fitText('conv2d', 174, 13)).toBe('conv2d');
});

test('a longer one is cut, within its room', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.integer({ min: 20, max: 300 }),
      (text, width) => {
        const fitted = fitText(text, width, 12);
        expect(textWidth(fitted, 12)).toBeLessThanOrEqual(width);
        expect(fitted === text || fitted.includes('…')).toBe(true);
      },
    ),
  );
});

test('a name keeps its number, where there is room for it', () => {
  expect(fitText('max_pooling2d_12', 90, 13)).toMatch(/^max_p\w*…_12$/);
  expect(fitText('max_pooling2d_123456789', 60, 13)).toMatch(/^max_\w*…$/);
});

test('Korean letters are as wide as they are high', () => {
  expect(textWidth('신경망', 10)).toBe(30);
});

test('lines keep every letter of a text and stay within their room', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 30, max: 200 }), (text, width) => {
      const lines = wrapText(text, width, 12);
      for (const line of lines) expect(textWidth(line.trimEnd(), 12)).toBeLessThanOrEqual(width);
      const letters = (all: string) => all.replaceAll(/[\s]/g, '');
      expect(letters(lines.join(''))).toBe(letters(text));
    }),
  );
});

test('own line ends are kept', () => {
  expect(wrapText('a\n\nb', 100, 12)).toEqual(['a', '', 'b']);
});
