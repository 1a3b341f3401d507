import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { pageHeaders } from '../backend/page-files';

/** Names under which a browser on this machine reaches the server. */
const hostsOf = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

/** Keeps out pages of other origins that a name server points at this machine (DNS rebinding). */
export const isOwnHost = ({ headers }: IncomingMessage, port: number): boolean =>
  hostsOf(port).includes(headers.host ?? '');

/** Whether the page that opens the socket is ours. */
export const isOwnOrigin = ({ headers }: IncomingMessage, port: number): boolean =>
  hostsOf(port).some((host) => headers.origin === `http://${host}`);

/** Compares in constant time. */
export function sameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Headers of every answer. */
export const headersFor = (port: number): Record<string, string> => ({
  ...pageHeaders(`ws://127.0.0.1:${port}`, `ws://localhost:${port}`),
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
});
