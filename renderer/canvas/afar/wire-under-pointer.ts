import { create } from 'zustand';
import { useInteraction } from '../interaction-store';
import { isViewMoving } from '../moving-view';
import { canvasPointer } from '../pointer';
import { nearestWay, type WireWay } from './wire-ways';

/** The wire under the pointer, of those that are only drawn: it is part of the page while it is there, so that it can be taken hold of. */
export const useUnderPointer = create<{ readonly wire: string | null }>()(() => ({ wire: null }));

let ways: readonly WireWay[] = [];

/** Tells which wires are only drawn. */
export function setWaysAfar(drawn: readonly WireWay[]): void {
  ways = drawn;
}

/** As far from a wire as it takes the pointer, in the drawing's units. */
const REACH = 11;

/** Looks again for the wire under the pointer. */
export function findWireUnderPointer(): void {
  if (isViewMoving()) return;
  const { wire } = useUnderPointer.getState();
  if (ways.length === 0 && wire === null) return;
  const pointer = canvasPointer();
  const isBusy = useInteraction.getState().moved !== null || useInteraction.getState().connecting !== null;
  if (!pointer || isBusy) return;
  const found = nearestWay(ways, pointer.drawing, REACH);
  if (found !== null && found !== wire) useUnderPointer.setState({ wire: found });
}
