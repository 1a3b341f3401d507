import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

/** A file of the built page and its content type, for the path of an address; undefined when it would lie outside or is of no known type. */
export function pageFile(
  pathname: string,
  folder: string,
): { readonly path: string; readonly type: string } | undefined {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  const path = normalize(join(folder, name));
  const type = TYPES[extname(path)];
  const isInside = path.startsWith(normalize(folder) + sep) && !name.includes('\0');
  return isInside && type ? { path, type } : undefined;
}

/** Headers of every answer: the page runs its own code alone, and talks to nobody but its own origin and `connect`. */
export const pageHeaders = (...connect: readonly string[]): Record<string, string> => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
});
