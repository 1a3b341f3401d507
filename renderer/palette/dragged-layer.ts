import { LAYERS } from '#shared/layers/table';

/** Marks a drag from the palette; its data are the layer's type. */
export const LAYER_MIME = 'application/neuroloom-layer';

let dragged: string | null = null;

/** While a drag goes on, the browser tells its target only that there is a layer, not which: so it is kept here. */
export const setDraggedLayer = (type: string | null): void => {
  dragged = type;
};

/** The type of the layer on the pointer. */
export const draggedLayer = (): string | null =>
  dragged !== null && Object.hasOwn(LAYERS, dragged) ? dragged : null;
