import { create } from 'zustand';
import type { ViewRequest } from '#shared/protocol/api';
import type { Frame, FrameSubject, FrameTensor } from '#shared/protocol/frame';

/** One stream's newest frame, by tensor name. */
export interface LiveFrame {
  readonly step: number;
  /** Of `inspect`: what it shows. */
  readonly of?: FrameSubject | undefined;
  readonly tensors: Readonly<Record<string, FrameTensor>>;
}

interface LiveStore {
  readonly thumbnails: LiveFrame | null;
  readonly inspect: LiveFrame | null;
  readonly prediction: LiveFrame | null;
  /** The block whose filters or maps `inspect` holds. */
  readonly sample: number;
  readonly split: 'train' | 'test';
  /** What the inspector wants to see. */
  readonly inspected: ViewRequest['inspect'];
  receive(frame: Frame): void;
  setSample(split: 'train' | 'test', sample: number): void;
  setInspected(inspected: LiveStore['inspected']): void;
}

/** What the engine shows of the inside of the network. */
export const useLive = create<LiveStore>()((set, get) => ({
  thumbnails: null,
  inspect: null,
  prediction: null,
  sample: 0,
  split: 'test',
  inspected: null,
  receive({ stream, step, of, tensors }) {
    if (stream !== 'thumbnails' && stream !== 'inspect' && stream !== 'prediction') return;
    // A frame that was under way when another block was opened.
    if (stream === 'inspect' && !(of && showsSame(of, get().inspected))) return;
    const byName = Object.fromEntries(tensors.map((tensor) => [tensor.name, tensor]));
    set({ [stream]: { step, of, tensors: byName } });
  },
  setSample: (split, sample) => set({ split, sample }),
  setInspected: (inspected) =>
    set((state) => {
      if (!showsSame(inspected, state.inspected)) return { inspected, inspect: null };
      // Of another channel the picture before stays until the new one is there.
      return inspected?.channel === state.inspected?.channel ? state : { inspected };
    }),
}));

type Inspected = ViewRequest['inspect'];

const showsSame = (a: Inspected, b: Inspected): boolean => a?.nodeId === b?.nodeId && a?.what === b?.what;
