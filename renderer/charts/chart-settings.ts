import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Curves } from '../state/run-store';

export type Axis = 'step' | 'epoch';
/** Lowest and highest value shown. */
export type Range = readonly [number, number];

/** What was zoomed into; an axis that is not there shows all of it. */
export interface Zoom {
  /** The curves it is a part of: those of another run are shown whole. */
  readonly of: Curves | null;
  /** Both charts share it. */
  readonly x?: Range;
  /** By quantity. */
  readonly y?: Readonly<Record<string, Range>>;
}

interface ChartSettings {
  readonly by: Axis;
  /** Weight of the past in the running mean, 0 (none) … 0.99. */
  readonly smoothing: number;
  readonly logLoss: boolean;
  readonly zoom: Zoom;
  set(change: Partial<Pick<ChartSettings, 'by' | 'smoothing' | 'logLoss'>>): void;
  /** Zooms into what was dragged over, or back to everything. */
  zoomTo(curves: Curves, quantity: string, part: { readonly x?: Range; readonly y?: Range }): void;
  showAll(): void;
}

const ALL: Zoom = { of: null };

/** What of these curves is shown. */
export const zoomOf = ({ zoom }: Pick<ChartSettings, 'zoom'>, curves: Curves): Zoom =>
  zoom.of === curves ? zoom : ALL;

/** How the charts are drawn; kept on this machine, not in the project. */
export const useChartSettings = create<ChartSettings>()(
  persist(
    (set): ChartSettings => ({
      by: 'step',
      smoothing: 0.6,
      logLoss: false,
      zoom: ALL,
      // Steps and epochs are counted differently, and a logarithm has no 0.
      set: (change) =>
        set(change.by === undefined && change.logLoss === undefined ? change : { ...change, zoom: ALL }),
      zoomTo: (curves, quantity, part) =>
        set((state) => {
          const zoom = zoomOf(state, curves);
          const y = part.y ? { ...zoom.y, [quantity]: part.y } : zoom.y;
          return { zoom: { ...zoom, of: curves, ...(part.x && { x: part.x }), ...(y && { y }) } };
        }),
      showAll: () => set({ zoom: ALL }),
    }),
    {
      name: 'neuroloom.charts',
      partialize: ({ by, smoothing, logLoss }) => ({ by, smoothing, logLoss }),
    },
  ),
);
