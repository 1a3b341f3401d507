import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type BackendOptions, createBackend } from '../backend/backend';
import { pageFile } from '../backend/page-files';
import type { Pipe } from '#shared/protocol/pipe';
import { headersFor, isOwnHost, isOwnOrigin, sameToken } from './security';

export interface ServerOptions extends BackendOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** The built page. */
  readonly pageFolder: string;
}

export interface RunningServer {
  /** With the token, as the browser opens it. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The socket's subprotocol carries the token, so that it stands in no address and no log. */
const PROTOCOL = 'neuroloom.';
const MAX_MESSAGE_BYTES = 256 * 2 ** 20;

/** Serves page and backend on the loopback interface alone, to whoever knows the token. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const token = randomBytes(24).toString('base64url');
  let port = options.port;
  const server = createServer((request, response) => answer(request, response, options.pageFolder, port));
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  port = (server.address() as AddressInfo).port;
  const backend = createBackend(options);

  server.on('upgrade', (request, socket, head) => {
    const given = request.headers['sec-websocket-protocol'] ?? '';
    if (!isOwnHost(request, port) || !isOwnOrigin(request, port) || !sameToken(given, PROTOCOL + token)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (open) => backend.attach(socketPipe(open)));
  });
  return {
    url: `http://127.0.0.1:${port}/#${token}`,
    port,
    async close() {
      await backend.close();
      for (const open of sockets.clients) open.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, folder: string, port: number): void {
  const headers = headersFor(port);
  const refuse = (status: number) => {
    response.writeHead(status, headers);
    response.end();
  };
  if (!isOwnHost(request, port)) return refuse(403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const base = `http://127.0.0.1:${port}`;
  if (!URL.canParse(request.url ?? '/', base)) return refuse(400);
  const { pathname } = new URL(request.url ?? '/', base);
  const file = pageFile(pathname === '/' ? '/index.html' : pathname, folder);
  if (!file || !existsSync(file.path) || !statSync(file.path).isFile()) return refuse(404);
  const cache = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.writeHead(200, { ...headers, 'Content-Type': file.type, 'Cache-Control': cache });
  if (request.method === 'HEAD') response.end();
  // A file that goes away while it is sent ends the answer short of its length.
  else pipeline(createReadStream(file.path), response, () => undefined);
}

/** Frames wait for nobody: a page that does not keep up misses some. */
const MAX_BUFFERED_BYTES = 4 * 2 ** 20;

function socketPipe(socket: WebSocket): Pipe {
  // A socket that breaks closes; there is nothing else to be done about it.
  socket.on('error', () => undefined);
  return {
    send: (message) => {
      if (socket.readyState !== socket.OPEN) return;
      if (typeof message !== 'string' && socket.bufferedAmount > MAX_BUFFERED_BYTES) return;
      socket.send(message);
    },
    onMessage: (listener) => {
      socket.on('message', (data, isBinary) => {
        const bytes = data as Buffer;
        listener(isBinary ? new Uint8Array(bytes) : bytes.toString('utf8'));
      });
    },
    onClose: (listener) => void socket.once('close', listener),
    close: () => socket.close(),
  };
}
