import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Axis = 'step' | 'epoch';
/** Lowest and highest value shown. */
export type Range = readonly [number, number];

/** What was zoomed into; an axis that is not there shows all of it. */
export interface Zoom {
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
  zoomTo(quantity: string, part: { readonly x?: Range; readonly y?: Range } | null): void;
}

export const ALL: Zoom = {};

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
      zoomTo: (quantity, part) =>
        set(({ zoom }) => {
          if (!part) return { zoom: ALL };
          const y = part.y ? { ...zoom.y, [quantity]: part.y } : zoom.y;
          return { zoom: { ...zoom, ...(part.x && { x: part.x }), ...(y && { y }) } };
        }),
    }),
    {
      name: 'neuroloom.charts',
      partialize: ({ by, smoothing, logLoss }) => ({ by, smoothing, logLoss }),
    },
  ),
);
