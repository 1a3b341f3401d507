import { beforeEach, describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { type Blocks, createBlocks } from '../../../renderer/canvas/block-data';
import { describeBlock } from '../../../renderer/canvas/block-description';
import { createFlowAdapter, type FlowInput } from '../../../renderer/canvas/flow-adapter';
import { setParam, updateNode } from '../../../renderer/state/graph-edits';
import { drawing } from '../../fakes/fake-graph';

const graph = drawing(
  'in:Input conv:Conv2D flat:Flatten dense:Dense out:Output',
  'in>conv conv>flat flat>dense dense>out',
);
let adapt: ReturnType<typeof createFlowAdapter>;
let blocksOf: ReturnType<typeof createBlocks>;
beforeEach(() => {
  adapt = createFlowAdapter();
  blocksOf = createBlocks();
});
const inputFor = (drawn: GraphDoc, rest: Partial<FlowInput> = {}): FlowInput => ({
  graph: drawn,
  blocks: blocksOf({ graph: drawn, inference: inferGraph(drawn), problems: rest.problems ?? [] }),
  problems: [],
  selection: new Set(),
  moved: null,
  resized: null,
  ...rest,
});
const idsOfNew = <T extends { id: string }>(before: readonly T[], now: readonly T[]): string[] =>
  now.filter((item) => !before.includes(item)).map(({ id }) => id);
const changed = (before: Blocks, now: Blocks): string[] =>
  [...now].filter(([id, data]) => before.get(id) !== data).map(([id]) => id);

describe('shows', () => {
  test('what a block is, in Keras’s order, with its ports where they are drawn', () => {
    const { drawn, nodes } = adapt(inputFor(graph));
    expect(drawn[1]).toMatchObject({
      id: 'conv',
      position: { x: 300, y: 0 },
      data: {
        name: 'conv',
        type: 'Conv2D',
        badge: '16 3×3',
        shape: '26 × 26 × 16',
        params: 160,
        problem: null,
        inputs: ['in'],
        outputs: ['out'],
      },
    });
    expect(nodes[1]).toMatchObject({
      id: 'conv',
      position: { x: 300, y: 0 },
      measured: { width: 192, height: 144 },
      ariaLabel: 'conv',
      handles: [
        { id: 'in', type: 'target', x: -6, y: 66 },
        { id: 'out', type: 'source', x: 186, y: 66 },
      ],
    });
  });

  test('in words what those who do not see it need', () => {
    const described = (problems: readonly Diagnostic[] = []) =>
      describeBlock(inputFor(graph, { problems }).blocks.get('conv')!);
    expect(described().en).toBe('Conv2D, output 26 × 26 × 16, 160 parameters, no problems');
    expect(described().ko).toBe('Conv2D, 출력 26 × 26 × 16, 파라미터 160개, 문제 없음');
    const message = { en: 'too narrow', ko: '너무 좁습니다' };
    expect(described([{ code: 'x', severity: 'error', nodeId: 'conv', message }]).en).toContain(
      'error: too narrow',
    );
  });

  test('the worst problem of a block, and wrong wires', () => {
    const problem = (severity: Diagnostic['severity'], place: object): Diagnostic => ({
      code: severity,
      severity,
      message: { en: severity, ko: severity },
      ...place,
    });
    const problems = [
      problem('hint', { nodeId: 'in' }),
      problem('warning', { nodeId: 'conv' }),
      problem('error', { nodeId: 'conv' }),
      problem('error', { edgeId: 'conv>flat' }),
    ];
    const { drawn, edges } = adapt(inputFor(graph, { problems }));
    expect(drawn.map(({ data }) => data.problem?.severity)).toEqual([
      'hint',
      'error',
      undefined,
      undefined,
      undefined,
    ]);
    expect(edges.filter(({ data }) => data?.isWrong).map(({ id }) => id)).toEqual(['conv>flat']);
  });

  test('no wires that have no end, and blocks of unknown types', () => {
    const strange = drawing('a:Input b:Hologram c:Output', 'a>b b>c a>gone');
    const { drawn, edges } = adapt(inputFor(strange));
    expect(drawn.map(({ data }) => data.shape)).toEqual(['28 × 28 × 1', null, null]);
    expect(edges.map(({ id }) => id)).toEqual(['a>b', 'b>c']);
  });
});

describe('keeps the same objects', () => {
  test('for the same drawing, even when it is inferred anew', () => {
    const before = adapt(inputFor(graph));
    expect(adapt(inputFor(graph))).toEqual(before);
    const now = adapt(inputFor(graph));
    expect(now.drawn).toBe(before.drawn);
    expect(now.nodes).toBe(before.nodes);
    expect(now.edges).toBe(before.edges);
  });

  test('for all blocks but the one that is dragged, and for all wires', () => {
    const input = inputFor(graph);
    const before = adapt(input);
    const now = adapt({ ...input, moved: new Map([['conv', { x: 310, y: 5 }]]) });
    expect(idsOfNew(before.nodes, now.nodes)).toEqual(['conv']);
    expect(now.edges).toBe(before.edges);
    expect(idsOfNew(before.drawn, now.drawn)).toEqual(['conv']);
    expect(now.drawn[1]!.data).toBe(before.drawn[1]!.data);
  });

  test('for all but the data of those whose shape an edit changes: React Flow gets none of it', () => {
    const input = inputFor(graph);
    const before = adapt(input);
    const edited = inputFor(setParam(graph, 'dense', 'units', 7));
    const now = adapt(edited);
    expect(changed(input.blocks, edited.blocks)).toEqual(['dense', 'out']);
    expect(idsOfNew(before.drawn, now.drawn)).toEqual(['dense', 'out']);
    expect(now.nodes).toBe(before.nodes);
    expect(now.edges).toBe(before.edges);
  });

  test('but not for a block whose ports change', () => {
    const before = adapt(inputFor(graph));
    const now = adapt(inputFor(updateNode(graph, 'conv', (node) => ({ ...node, type: 'Input' }))));
    expect(idsOfNew(before.nodes, now.nodes)).toEqual(['conv']);
    expect(now.nodes[1]!.handles).toHaveLength(1);
  });

  test('for all but what is selected or let go', () => {
    const input = inputFor(graph, { selection: new Set(['conv']) });
    const before = adapt(input);
    const now = adapt({ ...input, selection: new Set(['flat', 'flat>dense']) });
    expect(idsOfNew(before.nodes, now.nodes)).toEqual(['conv', 'flat']);
    expect(idsOfNew(before.edges, now.edges)).toEqual(['flat>dense']);
  });

  test('but not for a renamed block and its wires’ names', () => {
    const before = adapt(inputFor(graph));
    const now = adapt(inputFor(updateNode(graph, 'flat', (node) => ({ ...node, name: 'vector' }))));
    expect(idsOfNew(before.nodes, now.nodes)).toEqual(['flat']);
    expect(now.edges.map(({ ariaLabel }) => ariaLabel).slice(1, 3)).toEqual([
      'conv → vector',
      'vector → dense',
    ]);
  });
});
