import { defaultFilter } from 'cmdk';
import { MENUS } from '#shared/commands/menus';
import { COMMANDS } from '#shared/commands/table';

type Command = (typeof COMMANDS)[number];

/** How well a command answers a search, 0 (not at all) … 1: by its name and its menu's, in every language. */
const score = ({ label, menu }: Command, query: string): number =>
  defaultFilter(label.en, query, [label.ko, MENUS[menu].en, MENUS[menu].ko]);

/** Commands that answer a search, the best first, whether they can be done now or not; all of them in the order of the table for an empty one. */
export function searchCommands(query: string): readonly Command[] {
  const offered = COMMANDS.filter(({ id }) => id !== 'view.palette');
  if (query.trim() === '') return offered;
  return offered
    .map((command) => ({ command, score: score(command, query.trim()) }))
    .filter((one) => one.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ command }) => command);
}
