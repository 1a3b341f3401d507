import type { Inference } from '#shared/compile/inference';
import type { Diagnostic, Language } from '#shared/graph/diagnostic';
import type { Frame, GraphDoc, Note } from '#shared/graph/document';
import { createWireWays, type WireWay } from '../canvas/afar/wire-ways';
import { createBlocks } from '../canvas/block-data';
import { createFlowAdapter } from '../canvas/flow-adapter';
import { frameColor } from '../canvas/frame-colors';
import { SHAPE_HEIGHTS, shapeOnWire } from '../canvas/wire-looks';
import { boundsOf, type Rect } from '../state/block-place';
import { areaOf } from '../state/frames-and-notes';
import type { Theme } from '../state/settings-store';
import { PICTURE_COLORS, type PictureColors } from './colors';
import { type BlockStyle, drawBlock, drawText } from './draw-block';
import { fitText, wrapText } from './fit-text';
import { element, escapeXml } from './svg';

/** What a picture of a drawing is made of. */
export interface DrawingPicture {
  /** The picture's title, which programs show or read aloud. */
  readonly title: string;
  readonly graph: GraphDoc;
  readonly inference: Inference;
  readonly problems: readonly Diagnostic[];
  readonly theme: Theme;
  readonly language: Language;
  /** Only these blocks, frames and notes, and the wires between them; null: everything. */
  readonly only: ReadonlySet<string> | null;
  /** Live pictures as data URLs by the block's id; absent: without. */
  readonly pictures?: ReadonlyMap<string, string>;
}

/** An SVG document and its size, in CSS pixels. */
export interface Svg {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 32;
const FONT =
  "'Segoe UI', 'Helvetica Neue', Arial, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', NanumGothic, sans-serif";
const NOTHING: ReadonlySet<string> = new Set();

/**
 * A drawing as an SVG document of its own: plain shapes and text, without styles from elsewhere, scripts or HTML inside, so that other programs open
 * it. Null where there is nothing to draw.
 */
export function drawingSvg(picture: DrawingPicture): Svg | null {
  const { inference, problems, language, title } = picture;
  const colors = PICTURE_COLORS[picture.theme];
  const graph = partOf(picture.graph, picture.only);
  const { drawn, edges } = createFlowAdapter()({
    graph,
    blocks: createBlocks()({ graph, inference, problems }),
    problems,
    selection: NOTHING,
    moved: null,
    resized: null,
  });
  const ways = createWireWays()(drawn, edges);
  const bounds = boundsWith([...graph.nodes, ...graph.frames, ...graph.notes], ways);
  if (!bounds) return null;
  const style: BlockStyle = { colors, language, pictureOf: (id) => picture.pictures?.get(id) };
  const [width, height] = [Math.ceil(bounds.width), Math.ceil(bounds.height)];
  const text = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      width,
      height,
      viewBox: `${Math.floor(bounds.x)} ${Math.floor(bounds.y)} ${width} ${height}`,
      'font-family': FONT,
      role: 'img',
    },
    [
      element('title', {}, escapeXml(title === '' ? 'Neuroloom' : title)),
      element('rect', {
        x: Math.floor(bounds.x),
        y: Math.floor(bounds.y),
        width,
        height,
        fill: colors.canvas,
      }),
      ...graph.frames.toSorted((a, b) => areaOf(b) - areaOf(a)).map((frame) => drawFrame(frame, colors)),
      ...ways.map((way) => drawWire(way, colors)),
      ...drawn.map((block) => drawBlock(block, style)),
      ...ways.map((way) => drawShape(way, colors)),
      ...graph.notes.map((note) => drawNote(note, colors)),
    ].join('\n'),
  );
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`, width, height };
}

function partOf(graph: GraphDoc, only: ReadonlySet<string> | null): GraphDoc {
  if (!only) return graph;
  const has = ({ id }: { readonly id: string }) => only.has(id);
  return {
    ...graph,
    nodes: graph.nodes.filter(has),
    frames: graph.frames.filter(has),
    notes: graph.notes.filter(has),
    edges: graph.edges.filter(({ source, target }) => only.has(source) && only.has(target)),
  };
}

/** Around everything, with a margin. */
function boundsWith(items: Parameters<typeof boundsOf>[0], ways: readonly WireWay[]): Rect | null {
  const bounds = boundsOf(items);
  if (!bounds) return null;
  let [left, top, right, bottom] = [bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height];
  for (const { route } of ways) {
    for (const { x, y } of route.points) {
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y - 16), Math.max(bottom, y)];
    }
  }
  return {
    x: left - MARGIN,
    y: top - MARGIN,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
  };
}

const drawWire = ({ edge: { data }, route: { path } }: WireWay, colors: PictureColors): string =>
  element('path', {
    d: path,
    fill: 'none',
    stroke: data?.isWrong ? colors.danger : colors.muted,
    'stroke-width': 1.75,
    'stroke-dasharray': data?.isWrong ? '2 5' : null,
    'stroke-linecap': 'round',
  });

/** What runs through a wire, over a rim in the colour of the background. */
function drawShape({ source, route }: WireWay, colors: PictureColors): string {
  const { shape } = source.data;
  if (shape === null) return '';
  const { x, y } = route.label;
  const place = { x, y, 'font-size': SHAPE_HEIGHTS.near!, 'text-anchor': 'middle' };
  const text = escapeXml(shapeOnWire(shape));
  const rim = { stroke: colors.canvas, 'stroke-width': 4, 'stroke-linejoin': 'round', fill: colors.canvas };
  return (
    element('text', { ...place, ...rim }, text) + element('text', { ...place, fill: colors.muted }, text)
  );
}

function drawFrame({ position: { x, y }, size, title, color }: Frame, { ink }: PictureColors): string {
  const { css } = frameColor(color);
  const rect = { x, y, width: size.width, height: size.height, rx: 12 };
  return (
    element('rect', {
      ...rect,
      fill: css,
      'fill-opacity': 0.12,
      stroke: css,
      'stroke-opacity': 0.6,
      'stroke-width': 2,
    }) +
    drawText(fitText(title, size.width - 24, 15), { x: x + 12, y: y + 24, size: 14, fill: ink, weight: 600 })
  );
}

const NOTE = { size: 13, line: 20, pad: 10 } as const;

function drawNote({ position: { x, y }, size, text }: Note, colors: PictureColors): string {
  const most = Math.max(1, Math.floor((size.height - 2 * NOTE.pad) / NOTE.line));
  const lines = wrapText(text, size.width - 2 * NOTE.pad, NOTE.size).slice(0, most);
  const rect = { x, y, width: size.width, height: size.height, rx: 6 };
  return (
    element('rect', { ...rect, fill: colors.warningSoft, stroke: colors.warning, 'stroke-opacity': 0.5 }) +
    lines
      .map((line, i) =>
        line === ''
          ? ''
          : drawText(line, {
              x: x + NOTE.pad,
              y: y + NOTE.pad + 14 + i * NOTE.line,
              size: NOTE.size,
              fill: colors.ink,
            }),
      )
      .join('')
  );
}
