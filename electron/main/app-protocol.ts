import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { pageFile, pageHeaders } from '../backend/page-files';

const SCHEME = 'app:';
const HOST = 'neuroloom';

/** The page. */
export const APP_URL = `${SCHEME}//${HOST}/index.html`;

/** Whether an address is the page's. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === SCHEME && host === HOST;
}

/** Makes `app:` an origin like `https:`. Called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME.slice(0, -1),
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built page, and nothing outside its folder. */
export function serveApp(folder: string): void {
  protocol.handle(SCHEME.slice(0, -1), async (request) => {
    if (request.method !== 'GET') return refusal(405);
    const file = isAppUrl(request.url) ? pageFile(new URL(request.url).pathname, folder) : undefined;
    if (!file) return refusal(404);
    try {
      return new Response(new Uint8Array(await readFile(file.path)), {
        headers: { ...HEADERS, 'Content-Type': file.type },
      });
    } catch {
      return refusal(404);
    }
  });
}

const HEADERS = { ...pageHeaders(), 'Cache-Control': 'no-cache' };

const refusal = (status: number) => new Response(null, { status, headers: HEADERS });
