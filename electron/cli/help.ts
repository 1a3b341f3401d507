import { stripVTControlCharacters } from 'node:util';
import { renderUsage, type CommandDef } from 'citty';
import { language } from './terminal';
import { UsageError } from './usage';

/** citty's commands are generic in their options; the table only runs them. */
export type AnyCommand = CommandDef<never>;

const root = {
  meta: {
    name: 'neuroloom',
    description: {
      en: 'Build, train and look into neural networks',
      ko: '신경망을 만들고, 학습하고, 들여다봅니다',
    }[language],
  },
};

/** citty's own words in Korean. */
const KOREAN: readonly (readonly [RegExp, string])[] = [
  [/\bUSAGE\b/, '사용법'],
  [/\bARGUMENTS\b/, '인수'],
  [/\bOPTIONS\b(?!\])/, '옵션'],
  [/\bCOMMANDS\b/, '명령'],
  [/\(Required\)/g, '(필수)'],
  [/\(Default: (.*?)\)/g, '(기본값: $1)'],
  [/Use (.*) for more information about a command\./, '명령마다 자세한 설명은 $1로 볼 수 있습니다.'],
];

/** How a command is used, or, without one, what commands there are. Coloured only for a terminal. */
export async function helpOf(
  command: AnyCommand | undefined,
  commands: Readonly<Record<string, AnyCommand>>,
): Promise<string> {
  const usage = command
    ? await renderUsage(command, root as AnyCommand)
    : await renderUsage({ ...root, subCommands: commands } as unknown as AnyCommand);
  const text = process.stdout.isTTY ? usage : stripVTControlCharacters(usage);
  const spoken = language === 'ko' ? KOREAN.reduce((now, [word, ko]) => now.replace(word, ko), text) : text;
  return spoken.trimEnd();
}

/** What citty says of a command line without something that it needs. */
export function missingArgument(message: string): UsageError {
  const plain = stripVTControlCharacters(message);
  const name = plain.split(': ').at(-1)!;
  return new UsageError({ en: `${plain}.`, ko: `필요한 값이 없습니다: ${name}.` });
}
