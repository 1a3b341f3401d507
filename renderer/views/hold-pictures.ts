import { goOnPainting, holdPatient } from './paint-queue';
import { followSeen, holdSeen } from './watch-seen';

/** Until `releasePictures` no live picture of a block is drawn, and none is looked for on screen: a hand that moves something has every frame for itself. */
export function holdPictures(): void {
  holdSeen();
  holdPatient();
}

export function releasePictures(): void {
  followSeen();
  goOnPainting();
}
