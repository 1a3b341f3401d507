import { cutToFit } from '../ui/cut-name';

/** Widths of letters as shares of the size, a little more than those of the usual sans-serif fonts. */
const NARROW = /[ijlI.,:;'|!()[\]ft ]/;
const WIDE = /[mwMW@%×→]/;
const CAPITAL = /[A-Z0-9_]/;
/** Korean, Chinese and Japanese signs, and pictures. */
const SQUARE = /[\u1100-\u11FF\u2E80-\u9FFF\uAC00-\uD7FF\uF900-\uFAFF\uFF00-\uFF60\u{1F000}-\u{1FAFF}]/u;

const widthOfLetter = (letter: string): number => {
  if (SQUARE.test(letter)) return 1;
  if (NARROW.test(letter)) return 0.34;
  if (WIDE.test(letter)) return 0.9;
  return CAPITAL.test(letter) ? 0.66 : 0.57;
};

/** About how wide a text is, in the unit of `size`. A picture is read in programs whose fonts are not known: rather too much than too little. */
export const textWidth = (text: string, size: number): number =>
  size * Array.from(text, widthOfLetter).reduce((sum, width) => sum + width, 0);

/** A text that is not wider than `width`, cut where it has to be. */
export const fitText = (text: string, width: number, size: number): string =>
  cutToFit(text, (part) => textWidth(part, size) <= width);

/** A text in lines of at most `width`, broken between words and at its own line ends; words that are too long are broken too. */
export function wrapText(text: string, width: number, size: number): readonly string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (textWidth(longer, size) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      for (const letter of word) {
        if (line !== '' && textWidth(line + letter, size) > width) {
          lines.push(line);
          line = '';
        }
        line += letter;
      }
    }
    return [...lines, line];
  });
}
