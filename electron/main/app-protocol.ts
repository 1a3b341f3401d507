import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

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
    const file = isAppUrl(request.url) ? fileFor(new URL(request.url).pathname, folder) : undefined;
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

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
};

const refusal = (status: number) => new Response(null, { status, headers: HEADERS });

function fileFor(pathname: string, folder: string): { path: string; type: string } | undefined {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  const path = normalize(join(folder, name));
  const type = TYPES[extname(path)];
  const inside = path.startsWith(normalize(folder) + sep) && !name.includes('\0');
  return inside && type ? { path, type } : undefined;
}
