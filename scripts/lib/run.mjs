// Starting programs without a shell, the same way on every platform.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A JavaScript program of an installed package. */
export const bin = (path) => join(root, 'node_modules', path);

/**
 * Runs a program and resolves with { code, output }; never rejects. With `quiet` nothing is shown and the output is kept;
 * with `tee` it is shown and kept.
 */
export function run(
  command,
  args,
  { quiet = false, tee = false, env = {}, timeout = 0, shell = false, cwd = root } = {},
) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet || tee ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        output += text;
        if (tee) process.stdout.write(text);
      });
    }
    const timer = timeout > 0 ? setTimeout(() => child.kill('SIGKILL'), timeout) : undefined;
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output: signal ? `${output}ended by ${signal}\n` : output });
    });
  });
}

/** Runs a JavaScript program with this Node. */
export const node = (path, args = [], options = {}) => run(process.execPath, [path, ...args], options);
