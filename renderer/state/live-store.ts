import { create } from 'zustand';
import type { Frame, FrameTensor } from '#shared/protocol/frame';

/** One stream's newest frame, by tensor name. */
export interface LiveFrame {
  readonly step: number;
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
  readonly inspected: { readonly nodeId: string; readonly what: 'filters' | 'maps' } | null;
  receive(frame: Frame): void;
  setSample(split: 'train' | 'test', sample: number): void;
  setInspected(inspected: LiveStore['inspected']): void;
}

/** What the engine shows of the inside of the network. */
export const useLive = create<LiveStore>()((set) => ({
  thumbnails: null,
  inspect: null,
  prediction: null,
  sample: 0,
  split: 'test',
  inspected: null,
  receive({ stream, step, tensors }) {
    if (stream !== 'thumbnails' && stream !== 'inspect' && stream !== 'prediction') return;
    const byName = Object.fromEntries(tensors.map((tensor) => [tensor.name, tensor]));
    set({ [stream]: { step, tensors: byName } });
  },
  setSample: (split, sample) => set({ split, sample }),
  setInspected: (inspected) =>
    set((state) =>
      state.inspected?.nodeId === inspected?.nodeId && state.inspected?.what === inspected?.what
        ? state
        : { inspected, inspect: null },
    ),
}));
