import { describe, expect, test } from 'vitest';
import { FILES, textOf } from './files';

/** A row of the table in `docs/habits.md`. */
interface Habit {
  readonly name: string;
  readonly mouse: string;
  readonly keyboard: string;
  readonly file: string;
  readonly title: string;
}

const HABITS: readonly Habit[] = textOf('docs/habits.md')
  .split('\n')
  .filter((line) => line.startsWith('|') && line.includes('.spec.ts`'))
  .map((line) => {
    const [name = '', mouse = '', keyboard = '', test = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [, file = '', title = ''] = /^`([\w-]+\.spec\.ts)` (.+)$/.exec(test) ?? [];
    return { name, mouse, keyboard, file, title };
  });

describe('habits of the editor', () => {
  test('are all there', () => {
    const names = HABITS.map(({ name }) => name).join(' ');
    for (const habit of [
      'add',
      'connect',
      'delete',
      'undo',
      'copy',
      'select',
      'zoom',
      'pan',
      'arrange',
      'frame',
      'find',
    ])
      expect(names).toContain(habit);
    expect(new Set(HABITS.map(({ name }) => name)).size).toBe(HABITS.length);
  });

  test.each(HABITS)(
    '$name: its ways are written and its test is there',
    ({ mouse, keyboard, file, title }) => {
      expect(mouse).not.toBe('');
      expect(keyboard).not.toBe('');
      expect(FILES).toContain(`test/e2e/${file}`);
      const titles = [...textOf(`test/e2e/${file}`).matchAll(/\btest(?:\.step)?\(\s*'([^']+)'/g)];
      expect(titles.map(([, one]) => one)).toContain(title);
    },
  );
});
