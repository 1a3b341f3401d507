import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import { inferGraph } from '#shared/compile/infer';
import type { GraphDoc } from '#shared/graph/document';
import { projectSchema } from '#shared/project/schema';
import { PICTURE_COLORS } from '../../../renderer/export-drawing/colors';
import { drawingSvg, type DrawingPicture } from '../../../renderer/export-drawing/drawing-svg';
import { drawing } from '../../fakes/fake-graph';
import { EXAMPLES } from '../../fixtures/examples';

const pictureOf = (graph: GraphDoc, rest: Partial<DrawingPicture> = {}): DrawingPicture => ({
  title: 'Network',
  graph,
  inference: inferGraph(graph),
  problems: [],
  theme: 'light',
  language: 'en',
  only: null,
  ...rest,
});

/** The SVG read as XML. */
function read(picture: DrawingPicture): XMLDocument {
  const svg = drawingSvg(picture);
  if (!svg) throw new Error('There is nothing to draw');
  return new DOMParser().parseFromString(svg.text, 'application/xml');
}
const textsIn = (document: XMLDocument) =>
  [...document.querySelectorAll('text')].map(({ textContent }) => textContent);

const SMALL = drawing(
  'in:Input conv:Conv2D flat:Flatten dense:Dense out:Output',
  'in>conv conv>flat flat>dense dense>out',
);

test('an empty drawing has no picture', () => {
  expect(drawingSvg(pictureOf({ ...SMALL, nodes: [], edges: [] }))).toBeNull();
});

describe('a picture', () => {
  const texts = textsIn(read(pictureOf(SMALL)));

  test('names every block, its type, key parameters, output shape and count', () => {
    for (const { name } of SMALL.nodes) expect(texts).toContain(name);
    expect(texts).toContain('Conv2D · 16 3×3');
    expect(texts).toContain('26 × 26 × 16');
    expect(texts).toContain('160 params');
  });

  test('has the shapes on the wires, each over a rim of its own', () => {
    expect(texts.filter((text) => text === '28×28×1')).toHaveLength(2);
    expect(read(pictureOf(SMALL)).querySelectorAll('path[fill="none"]')).toHaveLength(SMALL.edges.length);
  });

  test('is Korean where the page is', () => {
    expect(textsIn(read(pictureOf(SMALL, { language: 'ko' })))).toContain('파라미터 160');
  });

  test('has a title', () => {
    expect(read(pictureOf(SMALL, { title: 'A & B' })).querySelector('title')!.textContent).toBe('A & B');
  });

  test('holds nothing that other programs cannot show', () => {
    const { text } = drawingSvg(pictureOf(SMALL))!;
    expect(text).not.toMatch(/foreignObject|<script|<style|class=|var\(--|color-mix/);
  });
});

test('only a selection: its blocks and the wires between them', () => {
  const document = read(pictureOf(SMALL, { only: new Set(['conv', 'flat']) }));
  expect(textsIn(document)).not.toContain('dense');
  expect(document.querySelectorAll('path[fill="none"]')).toHaveLength(1);
  expect(textsIn(document)).toContain('26 × 26 × 16');
});

test('whatever a person writes stands there as it is', () => {
  const title = 'a <b> & "c"\u0007';
  const graph: GraphDoc = {
    ...SMALL,
    nodes: SMALL.nodes.map((node) => (node.id === 'conv' ? { ...node, name: '<x>&"' } : node)),
    frames: [{ id: 'f', title, position: { x: 0, y: 0 }, size: { width: 400, height: 300 } }],
    notes: [
      { id: 'n', text: 'first\n</svg>', position: { x: 0, y: 400 }, size: { width: 200, height: 100 } },
    ],
  };
  const texts = textsIn(read(pictureOf(graph)));
  expect(texts).toContain('<x>&"');
  expect(texts).toContain('a <b> & "c"');
  expect(texts).toContain('first');
  expect(texts).toContain('</svg>');
});

test('problems, frozen and bypassed blocks are told by form and words', () => {
  const graph: GraphDoc = {
    ...SMALL,
    nodes: SMALL.nodes.map((node) =>
      node.id === 'conv'
        ? { ...node, trainable: false }
        : node.id === 'dense'
          ? { ...node, bypassed: true }
          : node,
    ),
  };
  const problems = [
    {
      code: 'x',
      severity: 'error' as const,
      nodeId: 'flat',
      message: { en: 'wrong', ko: '잘못' },
      expected: '',
      received: '',
    },
  ];
  const document = read(pictureOf(graph, { problems }));
  expect(textsIn(document)).toContain('Conv2D · 16 3×3 · frozen');
  expect(textsIn(document)).toContain('!');
  expect(document.querySelectorAll('rect[stroke-dasharray]')).toHaveLength(1);
});

test('live pictures are part of the file', () => {
  const pictures = new Map([['conv', 'data:image/png;base64,AAAA']]);
  const images = read(pictureOf(SMALL, { pictures })).querySelectorAll('image');
  expect(images).toHaveLength(1);
  expect(images[0]!.getAttribute('href')).toBe('data:image/png;base64,AAAA');
});

test.each(EXAMPLES)('%s: every block lies within the picture', (_name, text) => {
  const { graph, training, data } = projectSchema.parse(JSON.parse(text));
  const problems = checkProject({ graph, training, data, info: null });
  const svg = drawingSvg(pictureOf(graph, { problems }))!;
  const [x, y, width, height] = /viewBox="([^"]+)"/.exec(svg.text)![1]!.split(' ').map(Number) as [
    number,
    number,
    number,
    number,
  ];
  expect([width, height]).toEqual([svg.width, svg.height]);
  for (const { position } of graph.nodes) {
    expect(position.x).toBeGreaterThan(x);
    expect(position.y).toBeGreaterThan(y);
    expect(position.x + 192).toBeLessThan(x + width);
    expect(position.y + 144).toBeLessThan(y + height);
  }
});

test('the colours are those of the page', () => {
  const css = readFileSync(resolve(import.meta.dirname, '../../../renderer/styles.css'), 'utf8');
  const tokensIn = (start: string) => {
    const block = css.slice(css.indexOf(start), css.indexOf('}', css.indexOf(start)));
    return Object.fromEntries(
      [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, key, value]) => [key, value]),
    );
  };
  for (const [theme, start] of [
    ['light', ':root {'],
    ['dark', "[data-theme='dark'] {"],
  ] as const) {
    const tokens = tokensIn(start);
    for (const [key, value] of Object.entries(PICTURE_COLORS[theme]))
      expect([key, value]).toEqual([
        key,
        tokens[key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)],
      ]);
  }
});
