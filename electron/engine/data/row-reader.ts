import { Worker } from 'node:worker_threads';

/** Samples of a file: where the first one begins, and how many bytes each has. */
export interface RowFile {
  readonly path: string;
  readonly start: number;
  readonly rowBytes: number;
  /** When the file was last changed; another time means other data. */
  readonly changedAt: number;
}

interface Request {
  readonly id: number;
  readonly file: RowFile;
  readonly rows: Uint32Array;
}

interface Answer {
  readonly id: number;
  readonly bytes?: ArrayBuffer;
  /** Null: the file is not the one it was. */
  readonly problem?: string | null;
}

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

/** The file is no longer the one that was opened. */
export class FileChangedError extends Error {}

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** The bytes of the samples `rows`, one after the other in that order, read in a thread of its own: ONNX Runtime holds this one while it computes. */
export function readRows(file: RowFile, rows: Uint32Array): Promise<Uint8Array> {
  worker ??= startWorker();
  const request: Request = { id: ++lastId, file, rows };
  worker.ref();
  worker.postMessage(request, []);
  return new Promise((resolve, reject) => waiting.set(request.id, { resolve, reject }));
}

function startWorker(): Worker {
  // The source of the function is the worker's program, so that it runs wherever this file does, bundled or not.
  const started = new Worker(`(${serveRows.toString()})(require)`, { eval: true });
  const settle = (id: number, tell: (caller: Waiting) => void) => {
    const caller = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) started.unref();
    if (caller) tell(caller);
  };
  started.on('message', ({ id, bytes, problem }: Answer) =>
    settle(id, ({ resolve, reject }) => {
      if (bytes) resolve(new Uint8Array(bytes));
      else reject(problem === null ? new FileChangedError() : new Error(problem));
    }),
  );
  started.on('error', (error: Error) => {
    worker = null;
    for (const id of waiting.keys()) settle(id, ({ reject }) => reject(error));
  });
  return started;
}

/** Runs in the worker: it may use nothing but its parameter. In the file's order, neighbours at once, which spares a disk its way. */
function serveRows(load: NodeJS.Require): void {
  const fs = load('node:fs') as typeof import('node:fs');
  const { parentPort } = load('node:worker_threads') as typeof import('node:worker_threads');
  function read({ path, start, rowBytes, changedAt }: RowFile, rows: Uint32Array): ArrayBuffer | null {
    const places = Uint32Array.from(rows.keys()).toSorted((a, b) => rows[a]! - rows[b]!);
    const buffer = new ArrayBuffer(rows.length * rowBytes);
    const bytes = new Uint8Array(buffer);
    const file = fs.openSync(path, 'r');
    try {
      if (fs.fstatSync(file).mtimeMs !== changedAt) return null;
      for (let i = 0; i < places.length;) {
        const [place, row] = [places[i]!, rows[places[i]!]!];
        let count = 1;
        while (places[i + count] === place + count && rows[place + count] === row + count) count++;
        const wanted = count * rowBytes;
        for (let got = 0; got < wanted;) {
          const at = start + row * rowBytes + got;
          const read = fs.readSync(file, bytes, place * rowBytes + got, wanted - got, at);
          if (read === 0) return null;
          got += read;
        }
        i += count;
      }
    } finally {
      fs.closeSync(file);
    }
    return buffer;
  }
  const answer = (told: Answer, moved: readonly ArrayBuffer[] = []) => parentPort!.postMessage(told, moved);
  parentPort!.on('message', ({ id, file, rows }: Request) => {
    try {
      const bytes = read(file, rows);
      if (bytes) answer({ id, bytes }, [bytes]);
      else answer({ id, problem: null });
    } catch (error) {
      answer({ id, problem: String(error) });
    }
  });
}
