import { currentGraph, useProject } from '../state/project-store';
import { useLive } from '../state/live-store';
import { layerBehind } from '../state/scope-layers';
import type { Theme } from '../state/settings-store';
import { drawThumbnail } from '../views/draw-thumbnail';
import { PICTURE_COLORS } from './colors';

/** Twice the room that a block has for it. */
const SIZE = { width: 348, height: 136 } as const;

/** Whether the engine has sent pictures of the network's inside. */
export const hasLivePictures = (): boolean =>
  Object.keys(useLive.getState().thumbnails?.tensors ?? {}).length > 0;

/** The pictures that the blocks show at this moment, as data URLs by the block's id. */
export function livePictures(theme: Theme): ReadonlyMap<string, string> {
  const tensors = useLive.getState().thumbnails?.tensors ?? {};
  const { project, scope } = useProject.getState();
  const context = Object.assign(document.createElement('canvas'), SIZE).getContext('2d');
  const inks = PICTURE_COLORS[theme];
  const pictures = new Map<string, string>();
  if (!context) return pictures;
  for (const node of currentGraph().nodes) {
    const layer = layerBehind(project.graph, scope, node);
    const tensor = layer ? tensors[layer.id] : undefined;
    if (!layer || !tensor) continue;
    context.clearRect(0, 0, SIZE.width, SIZE.height);
    drawThumbnail(context, tensor, { type: layer.type, theme, inks });
    pictures.set(node.id, context.canvas.toDataURL('image/png'));
  }
  return pictures;
}
