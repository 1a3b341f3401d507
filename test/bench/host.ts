import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { type Client, connect } from '#shared/protocol/rpc';
import type { Pipe } from '#shared/protocol/pipe';

export interface Host {
  /** The page's end of the connection. */
  readonly client: Client;
  close(): Promise<void>;
}

/** Starts the browser host, with an engine process and a data folder of its own, and connects as the page does. */
export async function startHost(serverFile: string): Promise<Host> {
  const folder = await mkdtemp(join(tmpdir(), 'neuroloom-bench-'));
  const server = spawn(process.execPath, [serverFile, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NEUROLOOM_DATA: folder, NEUROLOOM_DOCUMENTS: folder },
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const close = async () => {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { origin, hash } = new URL(await firstLine(server));
    const socket = new WebSocket(origin.replace('http', 'ws'), [`neuroloom.${hash.slice(1)}`], { origin });
    const pipe = pipeOf(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const client = connect(pipe);
    return {
      client,
      close: () => {
        client.close();
        return close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The address that the host prints. */
function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout!.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const address = /^http:\S+$/m.exec(text);
      if (address) resolve(address[0]);
    });
    server.once('exit', (code) => reject(new Error(`The browser host ended with exit code ${code}`)));
  });
}

function pipeOf(socket: WebSocket): Pipe {
  return {
    send: (message) => socket.send(message),
    onMessage: (listener) =>
      void socket.on('message', (data: Buffer, isBinary) =>
        listener(isBinary ? new Uint8Array(data) : data.toString('utf8')),
      ),
    onClose: (listener) => void socket.once('close', listener),
    close: () => socket.close(),
  };
}
