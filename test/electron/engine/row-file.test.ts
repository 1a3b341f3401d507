import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tablePath, writeRow } from '../../../electron/engine/row-file';
import { temporaryFolder } from '../../fakes/temporary-folder';

const HEADER = 'epoch,loss\r\n';

test('a table begins with its header and grows line by line', async () => {
  const path = join(await temporaryFolder(), 'run', 'training.csv');
  const first = await writeRow(path, { header: HEADER, row: '0,1\r\n', begin: 'new', length: 0 });
  await writeRow(path, { header: HEADER, row: '1,2\r\n', begin: null, length: first });
  expect(await readFile(path, 'utf8')).toBe(`${HEADER}0,1\r\n1,2\r\n`);
});

test('what was written after the checkpoint is written once, not twice', async () => {
  const path = join(await temporaryFolder(), 'training.csv');
  const first = await writeRow(path, { header: HEADER, row: '0,1\r\n', begin: 'new', length: 0 });
  for (let again = 0; again < 2; again++)
    await writeRow(path, { header: HEADER, row: '1,2\r\n', begin: null, length: first });
  expect(await readFile(path, 'utf8')).toBe(`${HEADER}0,1\r\n1,2\r\n`);
});

test('a table that was appended to keeps what is there; a new one does not', async () => {
  const path = join(await temporaryFolder(), 'training.csv');
  await writeRow(path, { header: HEADER, row: '0,1\r\n', begin: 'new', length: 0 });
  await writeRow(path, { header: HEADER, row: '0,5\r\n', begin: 'append', length: 0 });
  expect(await readFile(path, 'utf8')).toBe(`${HEADER}0,1\r\n0,5\r\n`);
  await writeRow(path, { header: HEADER, row: '0,7\r\n', begin: 'new', length: 0 });
  expect(await readFile(path, 'utf8')).toBe(`${HEADER}0,7\r\n`);
});

test('a table that is gone, because the run was moved, begins again', async () => {
  const path = join(await temporaryFolder(), 'training.csv');
  await writeRow(path, { header: HEADER, row: '7,1\r\n', begin: null, length: 99 });
  expect(await readFile(path, 'utf8')).toBe(`${HEADER}7,1\r\n`);
});

test.each([
  ['training.csv', 'training.csv'],
  ['log', 'log.csv'],
  ['../../etc/passwd', 'passwd.csv'],
  ['C:\\logs\\run.TSV', 'run.TSV'],
  ['run.json', 'run.json.csv'],
  [' ', 'training.csv'],
])('the file %s stays in the folder of the run', (name, file) => {
  expect(tablePath('/runs/1', name)).toBe(join('/runs/1', file));
});
