/** Whether Alt is held, so that what is dragged keeps to nothing. */
let isAltDown = false;

const follow = (event: PointerEvent | KeyboardEvent) => {
  isAltDown = event.altKey;
};
// Before the handlers of the canvas.
for (const type of ['pointermove', 'keydown', 'keyup'] as const)
  addEventListener(type, follow, { capture: true });

export const isDraggedFreely = (): boolean => isAltDown;
