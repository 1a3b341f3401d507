import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from 'citty';
import { formatDiagnostic } from '#shared/graph/diagnostic';
import { toProblem } from '#shared/protocol/rpc';
import { check } from './commands/check';
import { code } from './commands/code';
import { evaluate } from './commands/evaluate';
import { findLr } from './commands/find-lr';
import { predict } from './commands/predict';
import { serve } from './commands/serve';
import { train } from './commands/train';
import { assetsFolder } from './folders';
import { type AnyCommand, helpOf, missingArgument } from './help';
import { language, printLine, printNote } from './terminal';
import { UsageError } from './usage';

const COMMANDS = { check, code, train, 'find-lr': findLr, evaluate, predict, serve } as unknown as Readonly<
  Record<string, AnyCommand>
>;

const commandOf = (name: string | undefined): AnyCommand | undefined =>
  name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** Runs a command line, without the program's own name; resolves with the exit code. */
async function main(rawArgs: readonly string[]): Promise<number> {
  const [name, ...rest] = rawArgs;
  const before = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined);
  try {
    if (name === '--version' || name === '-v') {
      printLine(version());
      return DONE;
    }
    const wantsHelp = before.some((word) => word === '--help' || word === '-h');
    if (name === undefined || ['--help', '-h', 'help'].includes(name)) {
      printLine(await helpOf(commandOf(rest[0]), COMMANDS));
      return name === undefined ? WRONG_USAGE : DONE;
    }
    const command = commandOf(name);
    if (!command)
      throw new UsageError(
        { en: `There is no command "${name}".`, ko: `"${name}" 명령은 없습니다.` },
        { expected: Object.keys(COMMANDS).join(', '), received: name },
      );
    if (wantsHelp) {
      printLine(await helpOf(command, COMMANDS));
      return DONE;
    }
    const { result } = await runCommand(command, { rawArgs: rest });
    return typeof result === 'number' ? result : DONE;
  } catch (error) {
    return explain(error);
  }
}

/** Every failure as one Diagnostic on standard error. */
function explain(error: unknown): number {
  if (error instanceof UsageError) {
    printNote(formatDiagnostic(error.diagnostic, language));
    return WRONG_USAGE;
  }
  if (error instanceof Error && error.name === 'CLIError') {
    printNote(formatDiagnostic(missingArgument(error.message).diagnostic, language));
    return WRONG_USAGE;
  }
  printNote(formatDiagnostic(toProblem(error), language));
  return FAILED;
}

function version(): string {
  const text = readFileSync(join(dirname(assetsFolder()), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

// `neuroloom … | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(DONE);
  throw error;
});

// What goes wrong beside a command is told like everything else, without a stack trace.
process.on('uncaughtException', (error) => process.exit(explain(error)));

process.exitCode = await main(process.argv.slice(2));
