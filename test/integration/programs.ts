import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const programs = resolve(root, 'dist/electron');

/** What `npm run build` makes of the sources. */
export const ENGINE_FILE = resolve(programs, 'engine.mjs');
export const CLI_FILE = resolve(programs, 'cli.mjs');
export const SERVER_FILE = resolve(programs, 'server.mjs');
export const ASSETS = resolve(root, 'assets');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON, a value a line; only with --json. */
  readonly json: () => Record<string, unknown>[];
}

export interface Started {
  readonly child: ChildProcess;
  /** Resolves when standard output and error together contain `text`. */
  saying(text: string): Promise<void>;
  readonly finished: Promise<Finished>;
}

/** Starts a program of the product with Node; `dataFolder` is where it keeps its runs, `cwd` where it stands. */
export function start(
  file: string,
  args: readonly string[],
  dataFolder: string,
  env: NodeJS.ProcessEnv = {},
  cwd = root,
): Started {
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    env: { ...process.env, LC_ALL: 'C', NO_COLOR: '1', NEUROLOOM_DATA: dataFolder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (bytes: Buffer) => {
      output[name] += bytes.toString();
      for (const look of waiting) look();
    });
  }
  const finished = new Promise<Finished>((done) => {
    child.on('close', (code) => {
      const { stdout, stderr } = output;
      const json = () =>
        stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      done({ code, stdout, stderr, json });
    });
  });
  return {
    child,
    finished,
    saying: (text) =>
      new Promise((done, fail) => {
        const look = () => {
          if (!(output.stdout + output.stderr).includes(text)) return;
          waiting.delete(look);
          done();
        };
        waiting.add(look);
        look();
        void finished.then(({ stderr }) => fail(new Error(`It ended without saying “${text}”: ${stderr}`)));
      }),
  };
}

/** Runs a command of the command line to its end. */
export const neuroloom = (
  args: readonly string[],
  dataFolder: string,
  env?: NodeJS.ProcessEnv,
): Promise<Finished> => start(CLI_FILE, args, dataFolder, env).finished;
