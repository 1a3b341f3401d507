import { EventEmitter } from 'node:events';
import type {
  CustomScheme,
  OpenDialogOptions,
  OpenDialogReturnValue,
  SaveDialogOptions,
  SaveDialogReturnValue,
} from 'electron';
import type { FakeApp } from './app';

type Handler = (request: Request) => Response | Promise<Response>;

/** `protocol`. */
export class FakeProtocol {
  readonly schemes: CustomScheme[] = [];
  readonly #handlers = new Map<string, Handler>();

  private readonly app: FakeApp;

  constructor(app: FakeApp) {
    this.app = app;
  }

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (this.app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    this.schemes.push(...schemes);
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.app.isReady()) throw new Error('Protocols are handled when the app is ready');
    this.#handlers.set(scheme, handler);
  }

  /** What a page gets from an address. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const handler = this.#handlers.get(url.slice(0, url.indexOf(':')));
    if (!handler) throw new Error(`net::ERR_UNKNOWN_URL_SCHEME ${url}`);
    return handler(new Request(url, init));
  }
}

/** Who asks for a permission. */
export interface Requester {
  readonly isMainFrame: boolean;
  readonly requestingUrl: string;
}

type Decide = (granted: boolean) => void;
type RequestHandler = (contents: unknown, permission: string, decide: Decide, from: Requester) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, from: Requester) => boolean;
type DeviceHandler = (details: object) => boolean;

/** `session.defaultSession`; what has no handler is granted, as Electron does. */
export class FakeSession {
  #request: RequestHandler = (_contents, _permission, decide) => decide(true);
  #check: CheckHandler = () => true;
  #device: DeviceHandler = () => true;

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: DeviceHandler): void {
    this.#device = handler;
  }

  /** Whether a page gets a permission, by looking and by asking. */
  grants(permission: string, from: Requester): boolean[] {
    const granted: boolean[] = [this.#check(null, permission, from.requestingUrl, from)];
    this.#request(null, permission, (answer) => granted.push(answer), from);
    return granted;
  }

  grantsDevice(): boolean {
    return this.#device({ deviceType: 'hid' });
  }
}

/** `dialog`: answers what the test wants, and keeps what it was asked. */
export class FakeDialog {
  readonly opened: OpenDialogOptions[] = [];
  readonly saved: SaveDialogOptions[] = [];
  /** The path that the user chooses; null cancels. */
  choice: string | null = null;

  async showOpenDialog(_window: unknown, options: OpenDialogOptions): Promise<OpenDialogReturnValue> {
    this.opened.push(options);
    return { canceled: this.choice === null, filePaths: this.choice === null ? [] : [this.choice] };
  }

  async showSaveDialog(_window: unknown, options: SaveDialogOptions): Promise<SaveDialogReturnValue> {
    this.saved.push(options);
    return { canceled: this.choice === null, filePath: this.choice ?? '' };
  }
}

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };

/** `screen`: one display. */
export const fakeScreen = {
  getPrimaryDisplay: () => ({
    workArea: SCREEN,
    workAreaSize: { width: SCREEN.width, height: SCREEN.height },
  }),
  getAllDisplays: () => [fakeScreen.getPrimaryDisplay()],
};

/** `shell`. */
export class FakeShell {
  readonly opened: string[] = [];

  async openExternal(url: string): Promise<void> {
    this.opened.push(url);
  }
}

/** `powerMonitor`. */
export class FakePowerMonitor extends EventEmitter {}
