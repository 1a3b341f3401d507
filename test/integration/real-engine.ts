import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type EventName, type EventPayload, EVENTS } from '#shared/protocol/api';
import type { Frame } from '#shared/protocol/frame';
import { type Client, connect } from '#shared/protocol/rpc';
import type { ProjectFile } from '#shared/project/schema';
import { forkEngine } from '../../electron/backend/fork-engine';
import { decodeSafetensors } from '../../electron/engine/safetensors';
import { temporaryFolder } from '../fakes/temporary-folder';
import { ASSETS, ENGINE_FILE } from './programs';

/** A real engine process with everything it has said so far. */
export interface RealEngine {
  readonly call: Client['call'];
  readonly dataFolder: string;
  readonly frames: readonly (Frame & { readonly bytes: number; readonly at: number })[];
  events<N extends EventName>(name: N): readonly EventPayload<N>[];
  /** The next payload of an event, counted from now, for which `accept` is true. */
  next<N extends EventName>(
    name: N,
    accept?: (payload: EventPayload<N>) => boolean,
  ): Promise<EventPayload<N>>;
  kill(): void;
}

/** Starts an engine process; it ends with the test. Frames are acknowledged as they come, unless `silent`. */
export async function startEngine({ silent = false } = {}): Promise<RealEngine> {
  const dataFolder = await temporaryFolder();
  const child = forkEngine(ENGINE_FILE, { assetsFolder: ASSETS, dataFolder });
  onTestFinished(() => child.kill());
  const client = connect(child.pipe);
  const heard = new Map<string, unknown[]>();
  for (const name of Object.keys(EVENTS) as EventName[]) {
    heard.set(name, []);
    client.on(name, (payload) => heard.get(name)!.push(payload));
  }
  const frames: (Frame & { bytes: number; at: number })[] = [];
  let bytes = 0;
  client.onFrameBytes((block) => (bytes = block.length));
  client.onFrame((frame) => {
    frames.push({ ...frame, bytes, at: performance.now() });
    const { stream, seq } = frame;
    // After the process has ended nobody waits for the answer.
    if (!silent) client.call('engine.acknowledge', { stream, seq }).catch(() => undefined);
  });
  return {
    call: client.call,
    dataFolder,
    frames,
    events: <N extends EventName>(name: N) => heard.get(name) as EventPayload<N>[],
    next: (name, accept = () => true) =>
      new Promise((done, fail) => {
        const leave = client.on(name, (payload) => {
          if (!accept(payload)) return;
          leave();
          done(payload);
        });
        client.onClose(() => fail(new Error(`The engine ended before ${name}`)));
      }),
    kill: () => child.kill(),
  };
}

/** Trains a fresh project to its end; resolves with the last event. */
export async function trainAll(engine: RealEngine, project: ProjectFile): Promise<EventPayload<'run.end'>> {
  await engine.call('engine.setProject', { project });
  const ended = engine.next('run.end');
  await engine.call('engine.train', { mode: 'fresh', amount: 'all' });
  return ended;
}

/** What training changed: every vector of a checkpoint, bit for bit, and how many updates were made. */
export async function numbersIn(folder: string) {
  const file = decodeSafetensors(await readFile(join(folder, 'state.safetensors')), folder);
  if (!file.ok) throw new Error(file.diagnostics[0]!.message.en);
  const { step, seed, position } = JSON.parse(file.value.metadata['state']!) as {
    step: number;
    seed: number;
    position: { epoch: number; stepInEpoch: number };
  };
  return {
    step,
    seed,
    epoch: position.epoch,
    stepInEpoch: position.stepInEpoch,
    vectors: Object.fromEntries(file.value.tensors.map(({ name, data }) => [name, data])),
  };
}

/** The numbers of an engine as they are now. */
export async function numbersOf(engine: RealEngine) {
  const folder = await temporaryFolder();
  await engine.call('engine.saveCheckpoint', { folder });
  return numbersIn(folder);
}

/** Losses of all steps, in order. */
export const lossesOf = (engine: RealEngine): readonly number[] =>
  engine.events('run.steps').flatMap(({ loss }) => loss);
