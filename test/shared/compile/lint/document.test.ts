import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { LINTS } from '#shared/compile/lint/table';
import { type LintSource, writtenBy } from '#shared/compile/lint/sources';

const PAGE = resolve('docs/lints.md');

const sourceOf = (source: LintSource): string => {
  const { title, section, url } = source;
  const part = section === undefined ? '' : /^\d/.test(section) ? `, section ${section}` : `, “${section}”`;
  return `${writtenBy(source)}, [${title}](${url})${part}`;
};

const page = [
  '# What a teacher would remark on',
  'Neuroloom looks at a drawing as one edits it. Besides errors, which keep a network from being trained, it makes these remarks; each has its reason, a',
  'source, and an example that the Problems panel opens. A remark can be silenced for one block or for the whole project. In a terminal,',
  '`neuroloom check --explain CODE` tells the same.',
  'This page is written from the table in `shared/compile/lint`; a test compares the two.',
  ...LINTS.flatMap(({ code, severity, title, why, source }) => [
    `\n## ${title.en}\n`,
    `\`${code}\` · ${severity}\n`,
    `${why.en}\n`,
    `Read more: ${sourceOf(source)}.\n`,
  ]),
].join('\n');

test('the page of the lints says what the table says', async () => {
  const options = await resolveConfig(PAGE);
  await expect(await format(page, { ...options, filepath: PAGE })).toMatchFileSnapshot(PAGE);
});
