import { formatDiagnostic } from '#shared/graph/diagnostic';
import { toProblem } from '#shared/protocol/rpc';
import { terminalLanguage } from '../backend/terminal-language';
import { runServer } from './run-server';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const port = option('port');
try {
  await runServer({
    port: port === undefined ? undefined : Number(port),
    open: !process.argv.includes('--no-open'),
  });
  process.exit(0);
} catch (error) {
  process.stderr.write(`${formatDiagnostic(toProblem(error), terminalLanguage())}\n`);
  process.exit(1);
}
