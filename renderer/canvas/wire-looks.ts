import type { Distance } from './distance';

export interface WireLook {
  /** A token of `styles.css`. */
  readonly color: string;
  /** Of it, where it is not opaque. */
  readonly share?: number;
  readonly width: number;
  readonly dash?: readonly number[];
  readonly cap?: 'round';
}

/** How wires are drawn, on the page and where they are painted. */
export const WIRE_LOOKS = {
  plain: { color: 'muted', share: 0.75, width: 1.75 },
  selected: { color: 'accent', width: 2.75 },
  wrong: { color: 'danger', width: 2, dash: [2, 5], cap: 'round' },
  spliced: { color: 'accent', width: 5 },
  replaced: { color: 'danger', width: 2, dash: [7, 5] },
} as const satisfies Record<string, WireLook>;

export type WireLookName = keyof typeof WIRE_LOOKS;

/** Heights of a shape on a wire, in the drawing's units; from farther away there is none. */
export const SHAPE_HEIGHTS: Readonly<Partial<Record<Distance, number>>> = { near: 11, middle: 13 };

/** A shape as it stands on a wire, where there is little room. */
export const shapeOnWire = (shape: string): string => shape.replaceAll(' ', '');

/** The look of a wire that nothing is done to. */
export const lookAtRest = (isSelected: boolean | undefined, isWrong: boolean | undefined): WireLookName =>
  isSelected ? 'selected' : isWrong ? 'wrong' : 'plain';
