import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderUsage, runCommand, type CommandDef } from 'citty';
import { DiagnosticError, formatDiagnostic, type Diagnostic } from '#shared/graph/diagnostic';
import { check } from './commands/check';
import { evaluate } from './commands/evaluate';
import { predict } from './commands/predict';
import { serve } from './commands/serve';
import { train } from './commands/train';
import { assetsFolder } from './folders';
import { language, printLine, printNote } from './terminal';
import { UsageError } from './usage';

// citty's commands are generic in their options; the table only runs them.
type AnyCommand = CommandDef<never>;
const COMMANDS = { check, train, evaluate, predict, serve } as unknown as Readonly<
  Record<string, AnyCommand>
>;

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
      await showHelp(COMMANDS[rest[0] ?? '']);
      return name === undefined ? WRONG_USAGE : DONE;
    }
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command)
      throw new UsageError(
        { en: `There is no command "${name}".`, ko: `"${name}" 명령은 없습니다.` },
        { expected: Object.keys(COMMANDS).join(', '), received: name },
      );
    if (wantsHelp) {
      await showHelp(command);
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
  if (error instanceof DiagnosticError) {
    printNote(formatDiagnostic(error.diagnostic, language));
    return FAILED;
  }
  if (error instanceof UsageError) {
    printNote(formatDiagnostic(error.diagnostic, language));
    return WRONG_USAGE;
  }
  const { message, name } = error instanceof Error ? error : { message: String(error), name: '' };
  if (name === 'CLIError') {
    printNote(formatDiagnostic(new UsageError({ en: message, ko: message }).diagnostic, language));
    return WRONG_USAGE;
  }
  const unexpected: Diagnostic = {
    code: 'unexpected-failure',
    severity: 'error',
    message: { en: 'The command failed.', ko: '명령이 실패했습니다.' },
    received: message,
  };
  printNote(formatDiagnostic(unexpected, language));
  return FAILED;
}

const root = {
  meta: { name: 'neuroloom', description: 'Build, train and look into neural networks' },
};

async function showHelp(command: AnyCommand | undefined): Promise<void> {
  const usage = command
    ? await renderUsage(command, root as AnyCommand)
    : await renderUsage({ ...root, subCommands: COMMANDS } as unknown as AnyCommand);
  printLine(usage);
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

process.exitCode = await main(process.argv.slice(2));
