import { app, type Session, shell, type WebContents } from 'electron';
import { isAppUrl } from './app-protocol';

/** Places that help texts link to; they open in the browser. */
const LINKED_HOSTS: ReadonlySet<string> = new Set([
  'arxiv.org',
  'doi.org',
  'github.com',
  'jmlr.org',
  'keras.io',
  'proceedings.mlr.press',
  'www.deeplearningbook.org',
  'www.tensorflow.org',
]);

/** What the page may do besides showing itself: copy blocks as text, and paste them. */
const PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'clipboard-read']);

/** Keeps every window on the page: no other address, no further window, no embedded page. Called before the app is ready. */
export function guardWindows(): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (isAppUrl(event.url)) return;
    event.preventDefault();
    openLink(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}

function openLink(address: string): void {
  if (!URL.canParse(address)) return;
  const { protocol, username, host, href } = new URL(address);
  if (protocol === 'https:' && username === '' && LINKED_HOSTS.has(host)) void shell.openExternal(href);
}

/** Denies what the page does not need: camera, location, notifications, devices. */
export function denyPermissions(session: Session): void {
  const mayHave = (permission: string, { isMainFrame, requestingUrl = '' }: Requester) =>
    PERMISSIONS.has(permission) && isMainFrame && isAppUrl(requestingUrl);
  session.setPermissionRequestHandler((_contents, permission, decide, from) =>
    decide(mayHave(permission, from)),
  );
  session.setPermissionCheckHandler((_contents, permission, _origin, from) => mayHave(permission, from));
  session.setDevicePermissionHandler(() => false);
}

interface Requester {
  readonly isMainFrame: boolean;
  readonly requestingUrl?: string;
}
