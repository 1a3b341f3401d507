import type { Pipe } from '#shared/protocol/pipe';
import { connect } from '#shared/protocol/rpc';
import { chooseFile } from './choose-file';
import { readHandedOver, upload } from './handed-over';
import type { Host } from './host';

/** The subprotocol of the browser host carries the token of the page's address. */
const PROTOCOL = 'neuroloom.';

function openSocket(): Promise<Pipe> {
  const token = location.hash.slice(1);
  const socket = new WebSocket(`ws://${location.host}/socket`, PROTOCOL + token);
  socket.binaryType = 'arraybuffer';
  const pipe: Pipe = {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN)
        socket.send(typeof message === 'string' ? message : message.slice());
    },
    onMessage: (listener) => {
      socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) =>
        listener(typeof data === 'string' ? data : new Uint8Array(data)),
      );
    },
    onClose: (listener) => socket.addEventListener('close', () => listener()),
    close: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(pipe), { once: true });
    socket.addEventListener('error', () => reject(new Error('The app’s own process does not answer')), {
      once: true,
    });
  });
}

/** The page in a browser. Rejects when the token is wrong or the server is gone. */
export async function createWebHost(): Promise<Host> {
  // A socket that is open before the client listens loses nothing: messages are events of later turns.
  const client = connect(await openSocket());
  return {
    client,
    async chooseProject() {
      const file = await chooseFile('.json,.neuroloom,.zip,application/json');
      return file && (() => readHandedOver(client, file));
    },
    readDropped: (file) => readHandedOver(client, file),
    choosePlace: async () => null,
    async chooseDataFile() {
      const file = await chooseFile('');
      if (!file) return null;
      return upload(client, file);
    },
    onCommand: () => undefined,
    onOpenFile: () => undefined,
    onClosing: () => undefined,
    setMenu: () => undefined,
  };
}
