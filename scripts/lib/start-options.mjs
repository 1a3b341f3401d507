// What `npm start` is asked for.
import { resolve } from 'node:path';

export const USAGE = `npm start [-- options] [project.json]
  --no-open    serve the app to a browser and only print its address
  --browser    open the app in a browser, also where Electron is there
  --port N     port of the browser host; any free one by default
  --electron   try to download Electron again, after an attempt that failed`;

const FLAGS = ['--no-open', '--browser', '--electron', '--help'];

/**
 * Reads the command line. Resolves relative projects against `folder`, where the user stands. Returns { error } for what it does not know.
 */
export function readOptions(args, folder) {
  const options = {
    open: true,
    browser: false,
    retry: false,
    help: false,
    port: undefined,
    project: undefined,
  };
  for (let i = 0; i < args.length; i++) {
    const [name, value] = args[i].split(/=(.*)/s);
    if (name === '--port') {
      options.port = value ?? args[++i];
      if (!/^\d{1,5}$/.test(options.port ?? '') || Number(options.port) > 65_535)
        return { error: '--port needs a number from 0 to 65535' };
    } else if (FLAGS.includes(name)) {
      if (name === '--no-open') options.open = false;
      if (name === '--browser') options.browser = true;
      if (name === '--electron') options.retry = true;
      if (name === '--help') options.help = true;
    } else if (name.startsWith('-')) return { error: `unknown option ${name}` };
    else options.project = resolve(folder, args[i]);
  }
  return options;
}

/** Whether windows can be shown here. */
export const hasDisplay = (platform = process.platform, env = process.env) =>
  platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
