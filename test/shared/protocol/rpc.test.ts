import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Diagnostic, DiagnosticError } from '#shared/graph/diagnostic';
import { API, type ApiName, EVENTS, type EventName, type EventPayload } from '#shared/protocol/api';
import { memoryPipes } from '#shared/protocol/memory-pipe';
import { connect, type Handlers, serve } from '#shared/protocol/rpc';

/** Lets messages under way arrive. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

const INFO = { version: '1', dataFolder: '/data', documentsFolder: '/documents' };
const PROBLEM: Diagnostic = {
  code: 'file-not-read',
  severity: 'error',
  message: { en: 'No.', ko: '아니요.' },
  expected: { en: 'a file', ko: '파일' },
  fix: { label: { en: 'Go', ko: '가기' }, repair: { kind: 'removeNode', nodeId: 'a' } },
};

/** Both ends of a connection. */
function connected(handlers: Partial<Handlers> = {}) {
  const [near, far] = memoryPipes();
  return { server: serve(far, handlers), client: connect(near), near, far };
}

/** Every promise that is rejected without anyone looking, until the test ends. */
function unhandledRejections(): readonly unknown[] {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  return unhandled;
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.catch((reason: unknown) => reason);
  return error instanceof DiagnosticError ? error.diagnostic.code : `no Diagnostic: ${String(error)}`;
}

describe('a call', () => {
  test('gets its answer', async () => {
    const { client } = connected({ 'app.info': () => INFO });
    expect(await client.call('app.info', {})).toEqual(INFO);
  });

  test('without an answer to give resolves with an empty one', async () => {
    const { client } = connected({ 'engine.stop': () => undefined as never });
    expect(await client.call('engine.stop', {})).toEqual({});
  });

  test('that fails rejects with the very Diagnostic, repair included', async () => {
    const { client } = connected({
      'projects.read': () => Promise.reject(new DiagnosticError(PROBLEM)),
    });
    const error = await client.call('projects.read', { path: 'x' }).catch((reason: unknown) => reason);
    expect((error as DiagnosticError).diagnostic).toEqual(PROBLEM);
  });

  test('that breaks down rejects with a Diagnostic too', async () => {
    const { client } = connected({
      'app.info': () => {
        throw new TypeError('x is not a function');
      },
    });
    const error = await client.call('app.info', {}).catch((reason: unknown) => reason);
    expect((error as DiagnosticError).diagnostic).toMatchObject({
      code: 'unexpected-failure',
      detail: 'x is not a function',
    });
  });

  test('with an input that does not fit never reaches its handler', async () => {
    let reached = false;
    const { client } = connected({
      'projects.read': ({ path }) => {
        reached = true;
        return { path, text: '', version: null, weights: null };
      },
    });
    expect(await codeOf(client.call('projects.read', { path: 7 as unknown as string }))).toBe(
      'invalid-message',
    );
    expect(reached).toBe(false);
  });

  test('whose answer does not fit is refused by the caller', async () => {
    const { client } = connected({ 'app.info': () => ({ version: 1 }) as never });
    expect(await codeOf(client.call('app.info', {}))).toBe('invalid-message');
  });

  test.each(['no.such.call', 'constructor', '__proto__', 'toString', ''])(
    'named “%s” is unknown',
    async (name) => {
      const { client } = connected({});
      expect(await codeOf(client.call(name as ApiName, {}))).toBe('unknown-call');
    },
  );

  test('without a handler is unknown', async () => {
    expect(await codeOf(connected({}).client.call('app.info', {}))).toBe('unknown-call');
  });

  test('does not wait for others', async () => {
    const gate: { open: () => void } = { open: () => undefined };
    const { client } = connected({
      'engine.stop': () => new Promise((resolve) => (gate.open = () => resolve({}))),
      'app.info': () => INFO,
    });
    const slow = client.call('engine.stop', {});
    expect(await client.call('app.info', {})).toEqual(INFO);
    gate.open();
    expect(await slow).toEqual({});
  });
});

describe('a closed pipe', () => {
  const never = { 'app.info': () => new Promise<never>(() => undefined) };

  test('ends calls under way with a Diagnostic', async () => {
    const { client, far } = connected(never);
    const call = client.call('app.info', {});
    await settle();
    far.close();
    expect(await codeOf(call)).toBe('connection-lost');
  });

  test('ends calls under way with a Diagnostic when one’s own end closes it', async () => {
    const { client } = connected(never);
    const call = client.call('app.info', {});
    client.close();
    expect(await codeOf(call)).toBe('connection-lost');
  });

  test('refuses later calls', async () => {
    const { client, far } = connected({ 'app.info': () => INFO });
    far.close();
    expect(await codeOf(client.call('app.info', {}))).toBe('connection-lost');
  });

  test('tells both ends', () => {
    const { client, server, near } = connected();
    const told: string[] = [];
    client.onClose(() => told.push('client'));
    server.onClose(() => told.push('server'));
    near.close();
    expect(told.toSorted()).toEqual(['client', 'server']);
  });

  test('swallows what the server still has to say', async () => {
    const unhandled = unhandledRejections();
    const { server, near } = connected();
    near.close();
    server.emit('engine.process', { state: 'ready', message: null, recoverable: null });
    await settle();
    expect(unhandled).toEqual([]);
  });
});

describe('events', () => {
  const READY: EventPayload<'engine.process'> = { state: 'ready', message: null, recoverable: null };

  test('reach every listener until it leaves', async () => {
    const { client, server } = connected();
    const heard: string[] = [];
    const leave = client.on('engine.process', () => heard.push('first'));
    client.on('engine.process', ({ state }) => heard.push(state));
    server.emit('engine.process', READY);
    await settle();
    leave();
    server.emit('engine.process', READY);
    await settle();
    expect(heard).toEqual(['first', 'ready', 'ready']);
  });

  test('that do not fit their contract are left out', async () => {
    const { client, server } = connected();
    const heard: unknown[] = [];
    client.on('engine.process', (payload) => heard.push(payload));
    server.emit('engine.process', { state: 'gone' } as never);
    server.emit('no.such.event' as EventName, {} as never);
    server.emit('constructor' as EventName, {} as never);
    await settle();
    expect(heard).toEqual([]);
  });

  test('a listener added while one is told hears of the next only', async () => {
    const { client, server } = connected();
    let late = 0;
    client.on('engine.process', () => void client.on('engine.process', () => late++));
    server.emit('engine.process', READY);
    await settle();
    expect(late).toBe(0);
  });
});

describe('frames', () => {
  const FRAME = {
    run: 'r',
    seq: 1,
    stream: 's',
    step: 1,
    tensors: [{ name: 'a', dtype: 'uint8' as const, shape: [2], data: Uint8Array.of(1, 2) }],
  };

  test('travel as bytes beside the calls', async () => {
    const { client, server } = connected();
    const frames: unknown[] = [];
    const bytes: Uint8Array[] = [];
    client.onFrame((frame) => frames.push(frame));
    client.onFrameBytes((block) => bytes.push(block));
    server.sendFrame(FRAME);
    await settle();
    expect(frames).toEqual([FRAME]);
    // A process in between passes the bytes on.
    const next = connected();
    const passed: unknown[] = [];
    next.client.onFrame((frame) => passed.push(frame));
    next.server.sendFrameBytes(bytes[0]!);
    await settle();
    expect(passed).toEqual([FRAME]);
  });

  test('that are none are left out', async () => {
    const { client, far } = connected();
    const frames: unknown[] = [];
    client.onFrame((frame) => frames.push(frame));
    far.send(Uint8Array.of(1, 2, 3));
    await settle();
    expect(frames).toEqual([]);
  });
});

describe('noise on the pipe', () => {
  const messages = fc.oneof(
    fc.string(),
    fc.json(),
    fc.uint8Array({ maxLength: 20 }),
    fc
      .record({ t: fc.constantFrom('q', 's', 'x'), m: fc.string(), i: fc.string(), a: fc.anything() })
      .map((value) => {
        try {
          return JSON.stringify(value) ?? '';
        } catch {
          return '';
        }
      }),
  );

  test.each(['constructor', 'toString', '__proto__', 'event'])(
    'asks in vain for the function “%s”',
    async (name) => {
      const [near, far] = memoryPipes();
      serve(far, {});
      const answers: unknown[] = [];
      near.onMessage((message) => answers.push(JSON.parse(message as string)));
      near.send(JSON.stringify({ t: 'q', i: '1', m: name, a: [] }));
      await settle();
      expect(answers).toEqual([{ t: 's', i: '1', e: {} }]);
    },
  );

  test('leaves both ends alive', async () => {
    const unhandled = unhandledRejections();
    await fc.assert(
      fc.asyncProperty(fc.array(messages, { maxLength: 8 }), async (noise) => {
        const { client, near, far } = connected({ 'app.info': () => INFO });
        for (const message of noise) {
          near.send(message);
          far.send(message);
        }
        expect(await client.call('app.info', {})).toEqual(INFO);
        await settle();
        expect(unhandled).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test('names of calls say who answers them', () => {
  const owners = new Set(Object.keys(API).map((name) => name.split('.')[0]));
  expect([...owners].map(String).toSorted()).toEqual(['app', 'engine', 'files', 'projects']);
  expect(Object.keys(EVENTS)).toEqual([
    'projects.changed',
    'engine.process',
    'run.state',
    'run.steps',
    'run.epoch',
    'run.statistics',
    'run.snapshots',
    'run.probe',
    'run.end',
    'rates.steps',
    'evaluate.progress',
    'diagnostic',
  ]);
});
