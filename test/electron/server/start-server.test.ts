import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Pipe } from '#shared/protocol/pipe';
import { connect } from '#shared/protocol/rpc';
import { startServer } from '../../../electron/server/start-server';
import { type FakeEngine, fakeEngine } from '../../fakes/fake-engine';
import { temporaryFolder } from '../../fakes/temporary-folder';

const PAGE = '<!doctype html><title>Neuroloom</title>';

/** A server with a small page, whose engine is a fake. */
async function started() {
  const folder = await temporaryFolder();
  const pageFolder = join(folder, 'page');
  await mkdir(join(pageFolder, 'assets'), { recursive: true });
  await writeFile(join(pageFolder, 'index.html'), PAGE);
  await writeFile(join(pageFolder, 'assets', 'app.js'), 'export {};');
  await writeFile(join(pageFolder, 'notes.txt'), 'not for the page');
  await writeFile(join(folder, 'secret.html'), 'secret');
  await writeFile(join(folder, 'page-secret.html'), 'secret');
  const engines: FakeEngine[] = [];
  const server = await startServer({
    version: '1.2.3',
    port: 0,
    pageFolder,
    assetsFolder: resolve('assets'),
    dataFolder: folder,
    documentsFolder: folder,
    launchEngine: () => {
      const engine = fakeEngine();
      engines.push(engine);
      return engine;
    },
  });
  onTestFinished(() => server.close());
  return { ...server, engines, token: server.url.split('#')[1]! };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

/** A request whose path goes out exactly as it is written here. */
const get = (
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> =>
  new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (text: Buffer) => (body += text.toString()));
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', fail);
    sent.end();
  });

describe('the page', () => {
  test('is served with its type, a strict policy and no cache', async () => {
    const { port } = await started();
    const { status, headers, body } = await get(port, '/');
    expect([status, body]).toEqual([200, PAGE]);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(String(headers['content-security-policy'])).toContain(`ws://127.0.0.1:${port}`);
  });

  test('has built files that are kept for ever', async () => {
    const { port } = await started();
    const { status, headers } = await get(port, '/assets/app.js?x=1');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
  });

  test('can be asked for its head alone', async () => {
    const { port } = await started();
    expect(await get(port, '/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });
});

describe('what is not for the page', () => {
  test.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/assets/../../secret.html',
    '/assets/%2e%2e/%2e%2e/secret.html',
    '/..%5csecret.html',
    '/../page-secret.html',
    '//etc/passwd',
    '/%00index.html',
    '/index.html%00.js',
    '/notes.txt',
    '/assets',
    '/assets/',
    '/none.html',
    '/%',
  ])('is not found: %s', async (path) => {
    const { port } = await started();
    const { status, body } = await get(port, path);
    expect([status, body]).toEqual([404, '']);
  });

  test('is refused where it makes no sense', async () => {
    const { port } = await started();
    expect([(await get(port, '//')).status, (await get(port, '/', {}, 'POST')).status]).toEqual([400, 405]);
  });

  test('is refused under another name of this machine', async () => {
    const { port } = await started();
    for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1:${port + 1}`]) {
      const { status, body } = await get(port, '/', { host });
      expect([host, status, body]).toEqual([host, 403, '']);
    }
    expect((await get(port, '/', { host: `localhost:${port}` })).status).toBe(200);
  });

  test('cannot be reached from other machines', async () => {
    const { port } = await started();
    // Another address of this machine: a server on all interfaces would answer there.
    const reached = await new Promise((done) => {
      const socket = connectSocket({ host: '127.0.0.2', port }, () => done(true));
      socket.on('error', () => done(false));
    });
    expect(reached).toBe(false);
  });
});

/** Opens a socket; resolves with it, or with the status of the refusal. */
function open(
  port: number,
  protocol: string,
  headers: Record<string, string> = {},
): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, protocol, {
    headers: { origin: `http://127.0.0.1:${port}`, ...headers },
  });
  onTestFinished(() => socket.terminate());
  return new Promise((done) => {
    socket.on('open', () => done(socket));
    socket.on('unexpected-response', (_, response) => done(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

const pipeOf = (socket: WebSocket): Pipe => ({
  send: (message) => socket.send(message),
  onMessage: (listener) =>
    void socket.on('message', (data, isBinary) =>
      listener(isBinary ? new Uint8Array(data as Buffer) : (data as Buffer).toString()),
    ),
  onClose: (listener) => void socket.on('close', listener),
  close: () => socket.close(),
});

async function openClient(port: number, token: string) {
  const socket = await open(port, `neuroloom.${token}`);
  if (typeof socket === 'number') throw new Error(`Refused with ${socket}`);
  return connect(pipeOf(socket));
}

describe('the socket', () => {
  test('connects a page with the token to the backend', async () => {
    const { port, token } = await started();
    const client = await openClient(port, token);
    expect(await client.call('app.info', {})).toMatchObject({ version: '1.2.3' });
  });

  test('carries frames', async () => {
    const { port, token, engines } = await started();
    const client = await openClient(port, token);
    const frame = new Promise((done) => client.onFrameBytes(done));
    engines[0]!.sendFrameBytes(Uint8Array.of(1, 2, 3));
    expect(await frame).toEqual(Uint8Array.of(1, 2, 3));
  });

  test.each<[string, (token: string) => string, (port: number) => Record<string, string>]>([
    ['a wrong token', () => 'neuroloom.wrong', () => ({})],
    ['half a token', (token) => `neuroloom.${token.slice(0, -1)}`, () => ({})],
    ['the token of nothing', () => 'neuroloom.', () => ({})],
    ['a bare token', (token) => token, () => ({})],
    ['another page', (token) => `neuroloom.${token}`, () => ({ origin: 'http://evil.example' })],
    [
      'another port’s page',
      (token) => `neuroloom.${token}`,
      (port) => ({ origin: `http://127.0.0.1:${port + 1}` }),
    ],
    ['a file', (token) => `neuroloom.${token}`, () => ({ origin: 'null' })],
    [
      'another name of this machine',
      (token) => `neuroloom.${token}`,
      (port) => ({ host: `evil.example:${port}` }),
    ],
  ])('is refused to %s', async (_name, protocol, headers) => {
    const { port, token } = await started();
    const answer = await open(port, protocol(token), headers(port));
    expect(typeof answer === 'number' ? answer : 'open').toBe(403);
  });

  test('survives noise', async () => {
    const { port, token } = await started();
    const socket = await open(port, `neuroloom.${token}`);
    if (typeof socket === 'number') throw new Error('Refused');
    for (const message of ['null', '{', '[]', 'x'.repeat(10_000)]) socket.send(message);
    socket.send(Uint8Array.of(1, 2, 3));
    const client = await openClient(port, token);
    expect(await client.call('app.info', {})).toMatchObject({ version: '1.2.3' });
  });
});

describe('a server', () => {
  test('has a new token each time, which no address but its own carries', async () => {
    const [a, b] = [await started(), await started()];
    expect(a.token).not.toBe(b.token);
    expect(a.token).toMatch(/^[\w-]{32}$/);
    expect(new URL(a.url).hash).toBe(`#${a.token}`);
    expect(new URL(a.url).pathname).toBe('/');
  });

  test('that cannot have its port rejects', async () => {
    const { port } = await started();
    const folder = await temporaryFolder();
    const second = startServer({
      version: '1',
      port,
      pageFolder: folder,
      assetsFolder: folder,
      dataFolder: folder,
      documentsFolder: folder,
      launchEngine: () => fakeEngine(),
    });
    await expect(second).rejects.toThrow('EADDRINUSE');
  });

  test('ends with its engine and its sockets', async () => {
    const { port, token, engines, close } = await started();
    const client = await openClient(port, token);
    const closed = new Promise<void>((done) => client.onClose(done));
    await close();
    await closed;
    expect(engines[0]!.alive).toBe(false);
    await expect(get(port, '/')).rejects.toThrow('ECONNREFUSED');
  });
});
