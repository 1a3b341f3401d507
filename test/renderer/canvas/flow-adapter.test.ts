import { beforeEach, describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { createFlowAdapter, type Flow, type FlowInput } from '../../../renderer/canvas/flow-adapter';
import { setParam, updateNode } from '../../../renderer/state/graph-edits';
import { drawing } from '../../fakes/fake-graph';

const graph = drawing(
  'in:Input conv:Conv2D flat:Flatten dense:Dense out:Output',
  'in>conv conv>flat flat>dense dense>out',
);
const inputFor = (drawn: GraphDoc, rest: Partial<FlowInput> = {}): FlowInput => ({
  graph: drawn,
  inference: inferGraph(drawn),
  problems: [],
  selection: new Set(),
  moved: null,
  resized: null,
  language: 'en',
  ...rest,
});

let adapt: ReturnType<typeof createFlowAdapter>;
beforeEach(() => {
  adapt = createFlowAdapter();
});
const blocksOf = (nodes: Flow['nodes']) => nodes.filter((node) => node.type === 'block');
const idsOfNew = <T extends { id: string }>(before: readonly T[], now: readonly T[]): string[] =>
  now.filter((item) => !before.includes(item)).map(({ id }) => id);

describe('shows', () => {
  test('what a block is, in Keras’s order, with its ports where they are drawn', () => {
    expect(adapt(inputFor(graph)).nodes[1]).toMatchObject({
      id: 'conv',
      position: { x: 300, y: 0 },
      measured: { width: 192, height: 144 },
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
      handles: [
        { id: 'in', type: 'target', x: -6, y: 66 },
        { id: 'out', type: 'source', x: 186, y: 66 },
      ],
    });
  });

  test('in words what those who do not see it need', () => {
    const descriptionOf = (rest: Partial<FlowInput>) =>
      adapt(inputFor(graph, rest)).nodes[1]!.domAttributes!['aria-description'];
    expect(descriptionOf({})).toBe('Conv2D, output 26 × 26 × 16, 160 parameters, no problems');
    expect(descriptionOf({ language: 'ko' })).toBe('Conv2D, 출력 26 × 26 × 16, 파라미터 160개, 문제 없음');
    const message = { en: 'too narrow', ko: '너무 좁습니다' };
    const problem: Diagnostic = { code: 'x', severity: 'error', nodeId: 'conv', message };
    expect(descriptionOf({ problems: [problem] })).toContain('error: too narrow');
  });

  test('the shape of the source on each wire', () => {
    const { edges } = adapt(inputFor(graph));
    expect(edges.map(({ data }) => data?.shape)).toEqual(['28 × 28 × 1', '26 × 26 × 16', '10816', '64']);
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
    const { nodes, edges } = adapt(inputFor(graph, { problems }));
    expect(blocksOf(nodes).map(({ data }) => data.problem?.severity)).toEqual([
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
    const { nodes, edges } = adapt(inputFor(strange));
    expect(blocksOf(nodes).map(({ data }) => data.shape)).toEqual(['28 × 28 × 1', null, null]);
    expect(edges.map(({ id }) => id)).toEqual(['a>b', 'b>c']);
  });
});

describe('keeps the same objects', () => {
  test('for the same drawing, even when it is inferred anew', () => {
    const before = adapt(inputFor(graph));
    expect(adapt(inputFor(graph))).toEqual(before);
    const now = adapt(inputFor(graph));
    expect([now.nodes, now.edges]).toEqual([before.nodes, before.edges]);
    expect(now.nodes).toBe(before.nodes);
    expect(now.edges).toBe(before.edges);
  });

  test('for all blocks but the one that is dragged, and for all wires', () => {
    const input = inputFor(graph);
    const before = adapt(input);
    const now = adapt({ ...input, moved: new Map([['conv', { x: 310, y: 5 }]]) });
    expect(idsOfNew(before.nodes, now.nodes)).toEqual(['conv']);
    expect(now.edges).toBe(before.edges);
    expect(now.nodes[1]!.data).toBe(before.nodes[1]!.data);
  });

  test('for all but those whose shape an edit changes', () => {
    const before = adapt(inputFor(graph));
    const now = adapt(inputFor(setParam(graph, 'dense', 'units', 7)));
    expect(idsOfNew(before.nodes, now.nodes)).toEqual(['dense', 'out']);
    expect(idsOfNew(before.edges, now.edges)).toEqual(['dense>out']);
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
