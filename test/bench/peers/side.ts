import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { PeerNet } from './nets';

/** One of those compared, in a process of its own; it works only while it is asked. */
export interface Side {
  readonly version: string;
  /** Makes the network and trains its first steps; resolves with the number of its trained weights. */
  open(net: PeerNet): Promise<number>;
  /** Milliseconds a step, over so many. */
  train(steps: number): Promise<number>;
  close(): void;
}

interface Answer {
  readonly version?: string;
  readonly weights?: number;
  readonly ms?: number;
}

/** Starts a program that answers requests line by line. */
export async function startSide(program: string, args: readonly string[]): Promise<Side> {
  const child: ChildProcess = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const answer = async (): Promise<Answer> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`${program} ended without an answer`);
    return JSON.parse(line.value) as Answer;
  };
  const ask = (request: unknown): Promise<Answer> => {
    child.stdin!.write(`${JSON.stringify(request)}\n`);
    return answer();
  };
  const { version } = await answer();
  return {
    version: version!,
    open: async (net) => (await ask({ open: net })).weights!,
    train: async (steps) => (await ask({ steps })).ms!,
    close: () => void child.kill(),
  };
}
