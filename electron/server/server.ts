import { DiagnosticError, formatDiagnostic } from '#shared/graph/diagnostic';
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
  if (!(error instanceof DiagnosticError)) throw error;
  process.stderr.write(`${formatDiagnostic(error.diagnostic, 'en')}\n`);
  process.exit(1);
}
