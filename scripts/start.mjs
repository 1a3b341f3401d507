// npm start: installs and builds what is needed, then opens the app, in Electron where that is to be had, else in a browser.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/run.mjs';
import { hasDisplay, readOptions, USAGE } from './lib/start-options.mjs';

const options = readOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
if (options.error || options.help) {
  (options.error ? console.error : console.log)(options.error ? `${options.error}\n\n${USAGE}` : USAGE);
  process.exit(options.error ? 2 : 0);
}

// Until the app runs, a signal ends everything at once, downloads included.
const giveUp = () => process.exit(130);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, giveUp);
endWithNpm();

await ensureInstalled();
const { ensureBuilt } = await import('./lib/build.mjs');
if (!(await ensureBuilt())) process.exit(1);

const wanted = await electronToUse();
for (const signal of signals) process.off(signal, giveUp);
if (wanted.path) {
  const { runElectron } = await import('./lib/run-electron.mjs');
  const { code, reason } = await runElectron(wanted.path, options.project ? [options.project] : []);
  if (reason === undefined) process.exit(code);
  wanted.reason = reason;
}
if (wanted.reason) console.log(`Serving the app to a browser: ${wanted.reason}.`);
await serveToBrowser();

/** The shell between npm and this process ends on a signal without passing it on. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

async function electronToUse() {
  if (!options.open || options.browser || options.port !== undefined) return {};
  if (!hasDisplay()) return { reason: 'there is no display for Electron' };
  const { getElectron } = await import('./lib/get-electron.mjs');
  return getElectron({ retry: options.retry });
}

/** The browser host runs in this process and reads its command line. */
async function serveToBrowser() {
  process.argv = [
    ...process.argv.slice(0, 2),
    ...(options.open ? [] : ['--no-open']),
    ...(options.port === undefined ? [] : ['--port', options.port]),
  ];
  try {
    await import(pathToFileURL(join(root, 'dist', 'electron', 'server.mjs')).href);
  } catch (error) {
    const taken = error?.code === 'EADDRINUSE';
    console.error(taken ? `Port ${options.port} is in use; name another one, or none.` : error);
    process.exit(1);
  }
}
