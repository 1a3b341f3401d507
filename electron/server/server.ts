import { runServer } from './run-server';

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

await runServer({ port: Number(option('port') ?? 0), open: !process.argv.includes('--no-open') });
process.exit(0);
