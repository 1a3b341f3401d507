import { expect, test } from 'vitest';
import { COMMANDS } from '#shared/commands/table';
import { searchCommands } from '../../../renderer/commands/search-commands';

const found = (query: string) => searchCommands(query).map(({ id }) => id);

test('nothing typed lists all commands in their order, but for the list itself', () => {
  expect(found('  ')).toEqual(COMMANDS.map(({ id }) => id).filter((id) => id !== 'view.palette'));
});

test.each([
  ['undo', 'edit.undo'],
  ['실행 취소', 'edit.undo'],
  ['save the wei', 'file.saveWeights'],
  ['  find a learning rate ', 'train.findRate'],
])('“%s” finds %s first', (query, id) => {
  expect(found(query)[0]).toBe(id);
});

test('a menu finds its commands, and no name none', () => {
  expect(found('도움말').length).toBeGreaterThan(1);
  expect(found('no command has such a name')).toEqual([]);
});
