import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { parseProject, serializeProject } from '#shared/project/parse';
import type { ProjectFile } from '#shared/project/schema';
import type { Pipe } from '#shared/protocol/pipe';
import { type Client, connect } from '#shared/protocol/rpc';
import { memoryPipes } from '#shared/protocol/memory-pipe';
import { serve } from '#shared/protocol/rpc';
import { projectService } from '../../electron/backend/projects';
import { createKeeper } from '../../renderer/session/keeper';
import { type Chance, chanceOf } from '../fixtures/file-mutations';
import { ASSETS, SERVER_FILE } from './programs';

/** What a crash left. */
export interface Outcome {
  readonly edits: number;
  /** Age in milliseconds of the oldest edit that was lost, when the process ended; 0 where none was. */
  readonly lostMs: number;
  readonly saves: number;
}

interface Server {
  readonly client: Client;
  /** Ends the app's processes at this moment, as a power switch does; resolves with when that was. */
  kill(): Promise<number>;
}

async function startServer(folder: string): Promise<Server> {
  const child = spawn(process.execPath, [SERVER_FILE, '--port', '0', '--no-open'], {
    env: {
      ...process.env,
      NEUROLOOM_DATA: join(folder, 'data'),
      NEUROLOOM_DOCUMENTS: join(folder, 'documents'),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own, to be ended with its engine.
    detached: true,
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { port, hash } = new URL(line);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, `neuroloom.${hash.slice(1)}`, {
    headers: { origin: `http://127.0.0.1:${port}` },
  });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  const pipe: Pipe = {
    send: (message) => socket.send(message),
    onMessage: (listener) =>
      void socket.on('message', (data, isBinary) =>
        listener(isBinary ? new Uint8Array(data as Buffer) : (data as Buffer).toString()),
      ),
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(),
  };
  return {
    client: connect(pipe),
    async kill() {
      const ended = once(child, 'exit');
      process.kill(-child.pid!, 'SIGKILL');
      const at = performance.now();
      await ended;
      socket.terminate();
      return at;
    },
  };
}

/** The project after one more edit, as a person makes them: a block moved, a parameter, a name. */
function edited(project: ProjectFile, chance: Chance, count: number): ProjectFile {
  const { graph } = project;
  const at = chance.below(graph.nodes.length);
  const change = chance.pick([
    { position: { x: chance.below(100) * 16, y: count * 16 } },
    { trainable: chance.below(2) === 0, position: { x: -16 * count, y: 0 } },
    { name: `layer_${count}` },
  ]);
  const nodes = graph.nodes.map((node, i) => (i === at ? { ...node, ...change } : node));
  return { ...project, name: `Edit ${count}`, graph: { ...graph, nodes } };
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/**
 * An editing session that keeps its work as the page does, with the same rule and the same calls, saving now and then, until the app is ended
 * at a random moment; and what the next start of the app finds.
 */
export async function crashedSession(folder: string, start: ProjectFile, seed: number): Promise<Outcome> {
  const chance = chanceOf(seed);
  const server = await startServer(folder);
  const history: { readonly at: number; readonly text: string }[] = [];
  const textNow = () => history.at(-1)!.text;
  let [project, path, saves] = [start, null as string | null, 0];
  const end = { isOver: false };
  const ignored = () => undefined;
  const keeper = createKeeper(() => {
    server.client.call('projects.autosave', { key: 'doc-crash', path, text: textNow() }).catch(ignored);
  });

  const killed = (async () => {
    await wait(150 + chance.below(2_300));
    end.isOver = true;
    return server.kill();
  })();
  while (!end.isOver) {
    project = edited(project, chance, history.length);
    history.push({ at: performance.now(), text: serializeProject(project) });
    keeper.changed();
    if (chance.below(25) === 0) {
      saves++;
      const text = textNow();
      server.client
        .call('projects.write', { path, name: 'crash', text })
        .then((written) => {
          ({ path } = written);
          return undefined;
        })
        .catch(ignored);
    }
    await wait(10 + chance.below(90));
  }
  const killedAt = await killed;
  keeper.rest();
  const last = await lastKept(folder, path, history);
  const firstLost = history.slice(last + 1).find(({ at }) => at < killedAt);
  return { edits: history.length, saves, lostMs: firstLost ? killedAt - firstLost.at : 0 };
}

/** Which edit is the last that the next start finds, from 0; -1 for none. Throws where something is not whole. */
async function lastKept(
  folder: string,
  path: string | null,
  history: readonly { readonly text: string }[],
): Promise<number> {
  const [near, far] = memoryPipes();
  serve(
    far,
    projectService({
      assetsFolder: ASSETS,
      dataFolder: join(folder, 'data'),
      documentsFolder: join(folder, 'documents'),
    }),
  );
  const client = connect(near);
  const kept = (await client.call('projects.recoverable', {})).map(({ text }) => text);
  if (path !== null) kept.push(await readFile(path, 'utf8'));
  const places = kept.map((text) => {
    if (!parseProject(text).ok) throw new Error('What was kept is no project');
    const place = history.findIndex((entry) => entry.text === text);
    if (place < 0) throw new Error('What was kept was never on screen');
    return place;
  });
  return Math.max(-1, ...places);
}
