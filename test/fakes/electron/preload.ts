import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { build } from 'vite';

/** Elements that the preload tells apart. */
export class FakeElement {
  readonly isContentEditable: boolean = false;
}
export class FakeInput extends FakeElement {
  readonly type: string;

  constructor(type: string) {
    super();
    this.type = type;
  }
}
export class FakeTextArea extends FakeElement {}

export interface FakeDocument {
  activeElement: FakeElement | null;
}

/** What a sandboxed preload may require besides `electron`. */
const ALLOWED: readonly string[] = ['events', 'timers', 'url'];

let code: Promise<string> | undefined;

/** The preload script as it is built, one CommonJS file, at the path that it is built to. */
export function preloadCode(file: string): Promise<string> {
  if (!file.endsWith(join('dist', 'electron', 'preload.cjs')))
    return Promise.reject(new Error(`Unable to load preload script: ${file}`));
  code ??= build({
    configFile: resolve('vite.preload.config.ts'),
    logLevel: 'silent',
    build: { write: false, sourcemap: false },
  }).then((result) => {
    const files = [result].flat().flatMap((part) => ('output' in part ? part.output : []));
    const [file, ...others] = files;
    if (file?.type !== 'chunk' || others.length > 0) throw new Error('The preload script is not one file');
    return file.code;
  });
  return code;
}

/** Runs the script as Electron does in a sandbox, before the page. */
export function runPreload(script: string, electron: object, document: FakeDocument): void {
  const real = createRequire(import.meta.url);
  const require = (name: string): unknown => {
    if (name === 'electron') return electron;
    if (ALLOWED.includes(name)) return real(name) as unknown;
    throw new Error(`module not found: ${name}`);
  };
  const globals = {
    require,
    module: { exports: {} },
    document,
    HTMLElement: FakeElement,
    HTMLInputElement: FakeInput,
    HTMLTextAreaElement: FakeTextArea,
    // A sandboxed preload has no process of Node's.
    process: undefined,
  };
  compileFunction(script, Object.keys(globals))(...Object.values(globals));
}
