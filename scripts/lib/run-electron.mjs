// Runs the app in Electron until it ends.
import { spawn } from 'node:child_process';
import { root } from './run.mjs';

/** An Electron that cannot work here (no sandbox, a library missing) ends within seconds. */
const STARTUP_MS = 15_000;
/** Ctrl+C in a terminal reaches Electron too; who sends the signal to this process alone waits so long. */
const INTERRUPT_MS = 3_000;

const quoteReason = (code, signal, error) =>
  error ? error.message : signal ? `ended by ${signal}` : `exit code ${code}`;

/** Resolves with { code } when the app was used and has ended, with { reason } when it did not start. */
export function runElectron(path, args) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  // Chromium's sandbox refuses to work for root.
  const rights = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const started = Date.now();
  const child = spawn(path, [...rights, root, ...args], { cwd: root, env, stdio: 'inherit' });
  let asked = false;
  const forward = (signal) => {
    asked = true;
    if (signal === 'SIGINT') setTimeout(() => child.kill('SIGTERM'), INTERRUPT_MS).unref();
    else child.kill('SIGTERM');
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve) => {
    const end = (code, signal, error) => {
      for (const name of signals) process.off(name, forward);
      const failed = error !== undefined || code !== 0;
      if (!asked && failed && Date.now() - started < STARTUP_MS)
        resolve({ reason: `Electron does not work here (${quoteReason(code, signal, error)})` });
      else resolve({ code: asked ? 0 : (code ?? 1) });
    };
    child.on('error', (error) => end(1, null, error));
    child.on('exit', (code, signal) => end(code, signal));
  });
}
