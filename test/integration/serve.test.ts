import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Pipe } from '#shared/protocol/pipe';
import { connect } from '#shared/protocol/rpc';
import { temporaryFolder } from '../fakes/temporary-folder';
import { CLI_FILE, SERVER_FILE, start, type Started } from './programs';
import { delicate } from './projects';

const ADDRESS = /http:\/\/127\.0\.0\.1:(\d+)\/#([\w-]+)/;

async function serving(file: string, ...args: string[]): Promise<Started & { port: number; token: string }> {
  const folder = await temporaryFolder();
  const started = start(file, args, folder, { NEUROLOOM_DOCUMENTS: folder });
  onTestFinished(() => void started.child.kill('SIGKILL'));
  let text = '';
  started.child.stdout!.on('data', (bytes: Buffer) => (text += bytes.toString()));
  await started.saying('http://');
  await started.saying('\n');
  const [, port, token] = ADDRESS.exec(text) ?? [];
  return { ...started, port: Number(port), token: token! };
}

/** The page's end of the connection. */
async function page(port: number, token: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, `neuroloom.${token}`, {
    headers: { origin: `http://127.0.0.1:${port}` },
  });
  onTestFinished(() => socket.terminate());
  await new Promise((done, fail) => {
    socket.on('open', done);
    socket.on('error', fail);
  });
  const pipe: Pipe = {
    send: (message) => socket.send(message),
    onMessage: (listener) =>
      void socket.on('message', (data, isBinary) =>
        listener(isBinary ? new Uint8Array(data as Buffer) : (data as Buffer).toString()),
      ),
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(),
  };
  return connect(pipe);
}

describe.each([
  ['neuroloom serve', CLI_FILE, ['serve', '--port', '0', '--no-open']],
  ['the browser host alone', SERVER_FILE, ['--port', '0', '--no-open']],
])('%s', (_name, file, args) => {
  test('prints its address, serves the page, and trains for whoever has the token', async () => {
    const { port, token, child, finished } = await serving(file, ...args);
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('<script');

    const client = await page(port, token);
    const frames: string[] = [];
    client.onFrame(({ stream }) => frames.push(stream));
    await client.call('engine.setProject', { project: delicate({ epochs: 1 }) });
    await client.call('engine.setView', { split: 'test', sample: 0, thumbnails: true, inspect: null });
    const ended = new Promise<{ reason: string }>((done) => client.on('run.end', done));
    await client.call('engine.train', { mode: 'fresh', amount: 'all' });
    expect(await ended).toMatchObject({ reason: 'done' });
    expect(frames).toContain('thumbnails');

    child.kill('SIGINT');
    expect(await finished).toMatchObject({ code: 0, stderr: '' });
  });

  test('says so where its port is taken', async () => {
    const { port } = await serving(file, ...args);
    const second = start(file, args.with(args.indexOf('0'), String(port)), await temporaryFolder());
    const { code, stdout, stderr } = await second.finished;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error port-not-usable: .*\n$/);
  });
});
