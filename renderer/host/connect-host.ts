import type { Bridge } from '#shared/protocol/bridge';
import { createElectronHost } from './electron-host';
import type { Host } from './host';
import { createWebHost } from './web-host';

declare global {
  interface Window {
    readonly neuroloom?: Bridge;
  }
}

/** The host that this page runs in. */
export const connectHost = (): Promise<Host> =>
  window.neuroloom ? Promise.resolve(createElectronHost(window.neuroloom)) : createWebHost();
