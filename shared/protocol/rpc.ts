import { createBirpc } from 'birpc';
import { z } from 'zod';
import { type Diagnostic, DiagnosticError } from '#shared/graph/diagnostic';
import {
  API,
  type ApiInput,
  type ApiName,
  type ApiOutput,
  type EventName,
  type EventPayload,
  EVENTS,
} from './api';
import type { Frame } from './frame';
import { decodeFrame, encodeFrame } from './frame-codec';
import type { Pipe } from './pipe';

export type Handlers = {
  readonly [N in ApiName]: (
    input: z.output<(typeof API)[N]['input']>,
  ) => Promise<ApiOutput<N>> | ApiOutput<N>;
};

/** The answering end of a pipe. */
export interface Server {
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void;
  sendFrame(frame: Frame): void;
  /** Bytes of a frame that came encoded. */
  sendFrameBytes(bytes: Uint8Array): void;
  onClose(listener: () => void): void;
}

/** The calling end of a pipe. */
export interface Client {
  /** Rejects with a DiagnosticError. */
  call<N extends ApiName>(name: N, input: ApiInput<N>): Promise<ApiOutput<N>>;
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
  onFrame(listener: (frame: Frame) => void): () => void;
  /** Frames as they come, undecoded, for a process that passes them on. */
  onFrameBytes(listener: (bytes: Uint8Array) => void): () => void;
  onClose(listener: () => void): () => void;
  close(): void;
}

type Outcome = { readonly value: unknown } | { readonly problem: Diagnostic };

interface ServerFunctions {
  call(name: string, input: unknown): Promise<Outcome>;
}

interface ClientFunctions {
  event(name: string, payload: unknown): void;
}

const failed = (code: string, en: string, ko: string, detail?: string): Diagnostic => ({
  code,
  severity: 'error',
  message: { en, ko },
  ...(detail !== undefined && { detail }),
});

/** A fault of the app itself: nothing that the user could have done otherwise. */
const ownFault = (code: string, detail: string): Diagnostic =>
  failed(
    code,
    'Neuroloom has made a mistake, and this could not be done. Try again; if it stays so, start the app anew. Your work is kept.',
    'Neuroloom에 오류가 있어 이 작업을 하지 못했습니다. 다시 시도해 보고, 그래도 안 되면 앱을 다시 시작하세요. 작업한 내용은 남아 있습니다.',
    detail,
  );

const invalid = (name: string, { issues }: z.ZodError): Diagnostic => {
  const first = issues[0];
  const where = first && first.path.length > 0 ? ` (${first.path.join('.')})` : '';
  return ownFault('invalid-message', `${name}${where} does not fit its contract: ${first?.message}`);
};

/** Any failure as a Diagnostic. */
export function toProblem(error: unknown): Diagnostic {
  if (error instanceof DiagnosticError) return error.diagnostic;
  return ownFault('unexpected-failure', error instanceof Error ? error.message : String(error));
}

/** birpc's messages: a question `q` for a function, or the answer `s` to one. */
const messageSchema = z.discriminatedUnion('t', [
  z.looseObject({ t: z.literal('q'), m: z.string(), a: z.array(z.unknown()) }),
  z.looseObject({ t: z.literal('s'), i: z.string() }),
]);

function parseMessage(text: string): unknown {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Texts of `pipe` for birpc, which trusts what it gets, so that noise is kept from it; bytes go to `onBytes`. */
const channelOf = (pipe: Pipe, functions: object, onBytes: (bytes: Uint8Array) => void) => ({
  post: (message: string) => pipe.send(message),
  on: (receive: (message: unknown) => void) => {
    pipe.onMessage((message) => {
      if (typeof message !== 'string') return onBytes(message);
      const parsed = parseMessage(message);
      if (parsed !== undefined) receive(parsed);
    });
  },
  serialize: (message: unknown) => JSON.stringify(message),
  resolver: <F>(name: string, found: F): F | undefined =>
    Object.hasOwn(functions, name) ? found : undefined,
  // Calls last as long as their work; a closed pipe ends them.
  timeout: -1,
});

/** Answers calls with `handlers`. Whatever comes in, it stays alive: what it cannot answer it answers with a Diagnostic. */
export function serve(pipe: Pipe, handlers: Partial<Handlers>): Server {
  async function call(name: string, input: unknown): Promise<Outcome> {
    const contract = Object.hasOwn(API, name) ? API[name as ApiName] : undefined;
    const handler = handlers[name as ApiName] as ((input: unknown) => unknown) | undefined;
    if (!contract || !handler)
      return {
        problem: ownFault('unknown-call', `there is no call ${name}`),
      };
    const parsed = contract.input.safeParse(input);
    if (!parsed.success) return { problem: invalid(name, parsed.error) };
    try {
      return { value: (await handler(parsed.data)) ?? {} };
    } catch (error) {
      return { problem: toProblem(error) };
    }
  }
  const functions = { call };
  const rpc = createBirpc<ClientFunctions, ServerFunctions>(functions, {
    ...channelOf(pipe, functions, () => undefined),
    eventNames: ['event'],
    // An answer that the pipe does not take any more.
    onGeneralError: () => true,
  });
  const listeners: (() => void)[] = [];
  pipe.onClose(() => {
    rpc.$close();
    for (const listener of listeners) listener();
  });
  return {
    emit(name, payload) {
      // Nobody is there to hear it when that fails.
      rpc.event(name, payload).catch(() => undefined);
    },
    sendFrame: (frame) => pipe.send(encodeFrame(frame)),
    sendFrameBytes: (bytes) => pipe.send(bytes),
    onClose: (listener) => void listeners.push(listener),
  };
}

function listenerSet<T>() {
  const listeners = new Set<(value: T) => void>();
  return {
    add(listener: (value: T) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(value: T) {
      // A listener may add others; they hear of the next value only.
      const now = [...listeners];
      for (const listener of now) listener(value);
    },
  };
}

const connectionLost = failed(
  'connection-lost',
  'The connection was lost before the answer came. Try again once it is back; your work is kept.',
  '응답이 오기 전에 연결이 끊어졌습니다. 다시 연결되면 한 번 더 시도하세요. 작업한 내용은 남아 있습니다.',
);

/** Calls the other end. Events and frames that do not fit their contract are left out. */
export function connect(pipe: Pipe): Client {
  const events = new Map<string, ReturnType<typeof listenerSet<never>>>();
  const frames = listenerSet<Frame>();
  const frameBytes = listenerSet<Uint8Array>();
  const closes = listenerSet<void>();
  let wantsFrames = false;
  let closed = false;

  function event(name: string, payload: unknown): void {
    const schema = Object.hasOwn(EVENTS, name) ? EVENTS[name as EventName] : undefined;
    const parsed = schema?.safeParse(payload);
    if (parsed?.success) events.get(name)?.tell(parsed.data as never);
  }
  const functions = { event };
  const rpc = createBirpc<ServerFunctions, ClientFunctions>(
    functions,
    channelOf(pipe, functions, (bytes) => {
      frameBytes.tell(bytes);
      const frame = wantsFrames ? decodeFrame(bytes) : null;
      if (frame) frames.tell(frame);
    }),
  );
  pipe.onClose(() => {
    closed = true;
    rpc.$close(new DiagnosticError(connectionLost));
    closes.tell();
  });

  return {
    async call(name, input) {
      if (closed) throw new DiagnosticError(connectionLost);
      let outcome: Outcome;
      try {
        outcome = await rpc.call(name, input);
      } catch (error) {
        throw error instanceof DiagnosticError ? error : new DiagnosticError(connectionLost);
      }
      if ('problem' in outcome) throw new DiagnosticError(outcome.problem);
      const parsed = API[name].output.safeParse(outcome.value);
      if (!parsed.success) throw new DiagnosticError(invalid(name, parsed.error));
      return parsed.data as ApiOutput<typeof name>;
    },
    on(name, listener) {
      let set = events.get(name);
      if (!set) events.set(name, (set = listenerSet<never>()));
      return set.add(listener);
    },
    onFrame(listener) {
      wantsFrames = true;
      return frames.add(listener);
    },
    onFrameBytes: (listener) => frameBytes.add(listener),
    onClose: (listener) => closes.add(listener),
    close() {
      closed = true;
      rpc.$close();
      pipe.close();
    },
  };
}
