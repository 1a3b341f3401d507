import type { Localized } from '#shared/graph/diagnostic';
import { download, fileStem } from '../charts/download';
import { currentGraph, currentInference, currentProblems, useProject } from '../state/project-store';
import { heldBy } from '../state/frames-and-notes';
import { type Theme, useSettings } from '../state/settings-store';
import { useUi } from '../state/ui-store';
import { drawingSvg, type Svg } from './drawing-svg';
import { livePictures } from './live-pictures';
import { svgToPng } from './png';

export type PictureFormat = 'png' | 'svg';

/** What a picture of the drawing shows. */
export interface PictureOptions {
  readonly theme: Theme;
  /** Only what is selected, where something is. */
  readonly onlySelected: boolean;
  /** The live pictures inside the blocks, where there are any. */
  readonly withPictures: boolean;
}

/** The blocks, frames and notes that are selected, with what the frames hold; null where none are. */
export function selectedItems(): ReadonlySet<string> | null {
  const graph = currentGraph();
  const { selection } = useProject.getState();
  const has = ({ id }: { readonly id: string }) => selection.has(id);
  const frames = graph.frames.filter(has);
  const chosen = [...graph.nodes, ...graph.notes].filter(has);
  const held = frames.flatMap((frame) => heldBy(graph, frame));
  const ids = [...chosen, ...frames].map(({ id }) => id);
  return ids.length > 0 ? new Set([...ids, ...held]) : null;
}

export const hasDrawing = (): boolean => {
  const { nodes, frames, notes } = currentGraph();
  return nodes.length + frames.length + notes.length > 0;
};

/** What is on the canvas at this moment as SVG; null where there is nothing. */
export function currentPicture({ theme, onlySelected, withPictures }: PictureOptions): Svg | null {
  return drawingSvg({
    title: useProject.getState().project.name,
    graph: currentGraph(),
    inference: currentInference(),
    problems: currentProblems(),
    theme,
    language: useSettings.getState().language,
    only: onlySelected ? selectedItems() : null,
    ...(withPictures && { pictures: livePictures(theme) }),
  });
}

/** Hands the picture over as a file. */
export async function savePicture(svg: Svg, format: PictureFormat): Promise<void> {
  const blob = format === 'svg' ? new Blob([svg.text], { type: 'image/svg+xml' }) : await pngOrWhyNot(svg);
  if (blob) download(`${fileStem(useProject.getState().project.name)}.${format}`, blob);
}

async function pngOrWhyNot(svg: Svg): Promise<Blob | null> {
  try {
    return await svgToPng(svg);
  } catch {
    useUi.getState().toast(TOO_LARGE, 'error');
    return null;
  }
}

/** Puts the picture on the clipboard, as PNG: what documents and mails take. */
export async function copyPicture(svg: Svg): Promise<void> {
  const { toast } = useUi.getState();
  const png = await pngOrWhyNot(svg);
  if (!png) return;
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    toast({ en: 'Copied: picture of the drawing', ko: '복사했습니다: 캔버스 그림' });
  } catch {
    toast(NO_CLIPBOARD, 'error');
  }
}

/** Copies what is selected, or everything, in the colours of the screen. */
export async function copyDrawing(): Promise<void> {
  const { theme } = useSettings.getState();
  const svg = currentPicture({ theme, onlySelected: true, withPictures: true });
  if (svg) await copyPicture(svg);
}

const TOO_LARGE: Localized = {
  en: 'The drawing is too large for a PNG. Save it as SVG.',
  ko: 'PNG로 만들기에는 너무 큽니다. SVG로 저장하세요.',
};
const NO_CLIPBOARD: Localized = {
  en: 'The browser does not let the page use the clipboard.',
  ko: '브라우저가 클립보드 사용을 막았습니다.',
};
