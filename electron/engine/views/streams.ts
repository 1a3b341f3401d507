import type { Frame, FrameSubject, FrameTensor } from '#shared/protocol/frame';

export const STREAMS = ['thumbnails', 'inspect', 'prediction'] as const;
export type Stream = (typeof STREAMS)[number];

const MIN_INTERVAL_MS = 50;
const MAX_UNDER_WAY = 2;
/** A page that has not answered for so long is gone or was reloaded. */
const FORGET_AFTER_MS = 3000;

interface StreamState {
  underWay: { seq: number; at: number }[];
  lastSent: number;
}

/** Numbers frames and keeps the limits of `frame.ts`: at most 20 a second and two under way, for each stream. */
export interface Streams {
  /** Milliseconds until a frame may be sent; Infinity while two are under way. */
  waitFor(stream: Stream): number;
  send(stream: Stream, run: string, step: number, tensors: readonly FrameTensor[], of?: FrameSubject): void;
  acknowledge(stream: string, seq: number): void;
  /** Forgets what is under way: another page asks. */
  reset(): void;
}

export function createStreams(sendFrame: (frame: Frame) => void, now: () => number): Streams {
  const fresh = (): StreamState => ({ underWay: [], lastSent: -Infinity });
  const states = new Map<string, StreamState>(STREAMS.map((stream) => [stream, fresh()]));
  let seq = 0;

  return {
    waitFor(stream) {
      const state = states.get(stream)!;
      state.underWay = state.underWay.filter(({ at }) => now() - at < FORGET_AFTER_MS);
      if (state.underWay.length >= MAX_UNDER_WAY) return Infinity;
      return Math.max(0, state.lastSent + MIN_INTERVAL_MS - now());
    },
    send(stream, run, step, tensors, of) {
      const state = states.get(stream)!;
      seq++;
      state.underWay.push({ seq, at: now() });
      state.lastSent = now();
      sendFrame({ run, seq, stream, step, ...(of && { of }), tensors });
    },
    acknowledge(stream, acknowledged) {
      const state = states.get(stream);
      if (state) state.underWay = state.underWay.filter((frame) => frame.seq > acknowledged);
    },
    reset() {
      for (const state of states.values()) state.underWay = [];
    },
  };
}
