import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { projectSchema } from '#shared/project/schema';
import { chain } from '../../fixtures/drawings';
import { EXAMPLES } from '../../fixtures/examples';
import { mutatedJson } from '../../fixtures/mutations';

/** A copy that shares nothing with a drawing, so that nothing of it is known. */
const anew = (graph: GraphDoc) => inferGraph(structuredClone(graph));

const changeNode = (graph: GraphDoc, id: string, change: Partial<GraphNode>): GraphDoc => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
});

describe.each(EXAMPLES)('%s edited at random', (_name, text) => {
  const { graph, ...project } = projectSchema.parse(JSON.parse(text));
  const edited = fc.array(
    mutatedJson(graph, 2)
      .map((json) => projectSchema.safeParse({ ...project, graph: json }))
      .filter(({ success }) => success),
    { minLength: 1, maxLength: 4 },
  );

  test('has the shapes, counts and problems that it has when nothing is known', () => {
    fc.assert(
      fc.property(edited, (edits) => {
        for (const { data } of edits) {
          // Parsing copies everything: what was not edited is the same again, as in the editor.
          const now = sharing(graph, data!.graph);
          expect(inferGraph(now)).toEqual(anew(now));
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** `next` with the blocks and parameters of `before` wherever they are equal. */
function sharing(before: GraphDoc, next: GraphDoc): GraphDoc {
  const text = (value: unknown) => JSON.stringify(value);
  const nodes = next.nodes.map((node) => {
    const same = before.nodes.find(({ id }) => id === node.id);
    if (!same) return node;
    if (text(same) === text(node)) return same;
    return text(same.params) === text(node.params) ? { ...node, params: same.params } : node;
  });
  return { ...next, nodes, edges: text(before.edges) === text(next.edges) ? before.edges : next.edges };
}

const SMALL = chain('Input', 'Flatten', ['Dense', { units: 8 }], ['Dense', { units: 4 }], 'Output');

test('of a drawing that was only moved it is the same object', () => {
  const moved = changeNode(SMALL, 'dense', { position: { x: 50, y: 60 } });
  expect(inferGraph(moved)).toBe(inferGraph(SMALL));
});

test('blocks before an edit keep their objects, those behind it get new ones', () => {
  const before = inferGraph(SMALL);
  const after = inferGraph(changeNode(SMALL, 'dense', { params: { units: 9 } }));
  expect(after.nodes.get('flatten')).toBe(before.nodes.get('flatten'));
  expect(after.nodes.get('dense')!.shape).toEqual([9]);
  expect(after.nodes.get('dense_2')!.params).toBe(9 * 4 + 4);
});

test('freezing, bypassing and renaming are seen though the parameters stay', () => {
  inferGraph(SMALL);
  expect(
    inferGraph(changeNode(SMALL, 'dense', { trainable: false })).nodes.get('dense')!.trainableParams,
  ).toBe(0);
  expect(inferGraph(changeNode(SMALL, 'dense', { bypassed: true })).nodes.get('dense')!.shape).toEqual([784]);
  const wrong = changeNode(SMALL, 'dense', { params: { units: -1 } });
  const named = {
    ...wrong,
    nodes: wrong.nodes.map((node) => (node.id === 'dense' ? { ...node, name: 'other' } : node)),
  };
  inferGraph(wrong);
  expect(inferGraph(named).diagnostics[0]!.message.en).toContain('other');
});

test('the same parameters serve another type of layer', () => {
  inferGraph(SMALL);
  const other = changeNode(SMALL, 'dense', { type: 'Dropout' });
  expect(inferGraph(other)).toEqual(anew(other));
});

test('a block with the parameters of another has an answer of its own', () => {
  const shared = SMALL.nodes.find(({ id }) => id === 'dense')!.params;
  const both = changeNode(SMALL, 'dense_2', { params: shared });
  expect(inferGraph(both)).toEqual(anew(both));
  expect(inferGraph(both).nodes.get('dense_2')!.inputs).toEqual([[8]]);
});
