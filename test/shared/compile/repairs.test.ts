import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import type { CheckSource } from '#shared/compile/check-source';
import { LINTS } from '#shared/compile/lint/table';
import { DEFAULT_DATA } from '#shared/data/config';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc, GraphEdge, Params } from '#shared/graph/document';
import { findCycles, incomingEdges, topologicalOrder } from '#shared/graph/order';
import { newProject } from '#shared/project/create';
import { projectSchema } from '#shared/project/schema';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { LOSSES } from '#shared/train/losses';
import { repaired } from '../../../renderer/problems/repaired';
import { removeItems, spliceNode } from '../../../renderer/state/graph-edits';
import { block, DIGITS, POINTS } from '../../fixtures/drawings';

/** Layers that beginners draw, with settings that are worth a remark now and then. */
const BLOCKS: readonly (readonly [type: string, params: fc.Arbitrary<Params>])[] = [
  ['Input', fc.constantFrom<Params>({ shape: [28, 28, 1] }, { shape: [2] }, { shape: [8, 8, 3] })],
  [
    'Dense',
    fc.record({
      units: fc.constantFrom(1, 2, 7, 10, 64, 3_000_000),
      activation: fc.constantFrom('linear', 'relu', 'softmax', 'sigmoid', 'tanh', 'selu'),
      kernelInitializer: fc.constantFrom('glorot_uniform', 'he_normal', 'zeros', 'ones'),
    }),
  ],
  [
    'Conv2D',
    fc.record({
      filters: fc.constantFrom(4, 8),
      activation: fc.constantFrom('linear', 'relu', 'selu'),
      strides: fc.constantFrom([1, 1], [2, 2], [4, 4]),
      padding: fc.constantFrom('same', 'valid'),
      kernelConstraint: fc.constantFrom('none', 'MaxNorm'),
    }),
  ],
  ['MaxPooling2D', fc.record({ poolSize: fc.constantFrom([2, 2], [8, 8]) })],
  ['Flatten', fc.constant({})],
  ['BatchNormalization', fc.record({ momentum: fc.constantFrom(0.99, 0.9) })],
  ['Dropout', fc.record({ rate: fc.constantFrom(0, 0.3, 0.95, 2) })],
  ['Activation', fc.record({ activation: fc.constantFrom('relu', 'softmax', 'sigmoid', 'linear') })],
  ['Softmax', fc.constant({})],
  ['ReLU', fc.constant({})],
  ['Add', fc.constant({})],
  ['Concatenate', fc.constant({})],
  ['Conv1D', fc.constant({})],
  ['LSTM', fc.constant({})],
  ['TimeDistributed', fc.constant({})],
  ['RandomFlip', fc.constant({})],
  ['Output', fc.constantFrom<Params>({}, { target: 'input' })],
  ['Mamba', fc.constant({})],
];

const nodeOf = fc.constantFrom(...BLOCKS).chain(([type, params]) =>
  fc.record({
    type: fc.constant(type),
    params,
    trainable: fc.boolean().map((frozen) => !frozen || type.length % 2 === 0),
    bypassed: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
);

/** Mostly rows, which is where most remarks apply, with wires of any kind among them. */
const drawing: fc.Arbitrary<GraphDoc> = fc
  .record({
    nodes: fc.array(nodeOf, { minLength: 1, maxLength: 9 }),
    gaps: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    extra: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 3 }),
    twins: fc.constantFrom('none', 'none', 'none', 'id', 'name'),
    port: fc.constantFrom('in', 'in', 'in', 'left'),
  })
  .map(({ nodes, gaps, extra, twins, port }) => {
    const placed = nodes.map(({ type, params, ...rest }, i) =>
      block(`n${i}`, [type, params], { ...rest, position: { x: i * 272, y: 0 } }),
    );
    const edge = (from: number, to: number, id: string): GraphEdge => ({
      id,
      source: `n${from}`,
      sourcePort: 'out',
      target: `n${to}`,
      targetPort: id === 'x0' ? port : 'in',
    });
    const row = placed.slice(1).flatMap((_, i) => (gaps[i] && i % 3 === 2 ? [] : [edge(i, i + 1, `e${i}`)]));
    const others = extra.map(([from, to], i) => edge(from, to, `x${i}`));
    const last = placed.at(-1)!;
    const changed = { none: {}, id: { id: 'n0' }, name: { name: 'n0' } }[twins];
    return {
      nodes: [...placed.slice(0, -1), { ...last, ...changed }],
      edges: [...row, ...others],
      frames: [],
      notes: [],
      composites: [],
    };
  });

const source: fc.Arbitrary<CheckSource> = fc
  .record({
    graph: drawing,
    isDigits: fc.boolean(),
    loss: fc.constantFrom('auto', 'auto', ...Object.keys(LOSSES)),
    fromLogits: fc.constantFrom(undefined, true, false),
    batchSize: fc.constantFrom(1, 32, 5000),
    learningRate: fc.constantFrom(0.001, 50, 1e-9),
    epochs: fc.constantFrom(0, 1, 5),
    validationSplit: fc.constantFrom(0, 0.1, 0.9999),
    shuffle: fc.boolean(),
    rescale: fc.constantFrom(1 / 255, 1),
  })
  .map(({ graph, isDigits, loss, fromLogits, rescale, ...training }) => ({
    graph,
    training: {
      ...DEFAULT_TRAINING,
      ...training,
      loss: { type: loss, params: lossParams(fromLogits) },
    },
    data: { ...DEFAULT_DATA, rescale },
    info: isDigits ? DIGITS : POINTS,
  }));

const lossParams = (fromLogits: boolean | undefined): Params =>
  fromLogits === undefined ? {} : { fromLogits };

/** What a problem is recognized by. Of two wires that are missing one may be drawn at a time. */
const placeOf = ({ code, nodeId, edgeId, param, received }: Diagnostic) =>
  [code, nodeId, edgeId, param, code === 'missing-input' ? JSON.stringify(received) : ''].join(' ');

/** What holds for every drawing that a repair leaves, if it held before. */
function isSound(graph: GraphDoc): boolean {
  const ids = new Set(graph.nodes.map(({ id }) => id));
  const wires = new Set(graph.edges.map(({ id }) => id));
  return ids.size === graph.nodes.length && wires.size === graph.edges.length;
}
const circlesIn = (graph: GraphDoc): number => {
  const incoming = incomingEdges(graph);
  return findCycles(incoming, topologicalOrder(incoming)).length;
};

/** Applies every repair that is offered; says of which kinds of problems there were some. */
function applyAll(given: CheckSource): readonly string[] {
  return checkProject(given).flatMap((problem) => {
    if (!problem.fix) return [];
    const { graph, training, data } = given;
    const project = { ...newProject('test'), graph, training, data };
    const next = repaired(project, problem.fix.repair);
    // Settings that were not allowed before are another problem's.
    const wasAllowed = projectSchema.safeParse(project).success;
    const left = checkProject({ ...given, ...next });
    const found = {
      place: placeOf(problem),
      repair: problem.fix.repair,
      hasChanged: next !== project,
      isAllowed: !wasAllowed || projectSchema.safeParse(JSON.parse(JSON.stringify(next))).success,
      isSound: !isSound(graph) || isSound(next.graph),
      hasNoNewCircle: circlesIn(next.graph) <= circlesIn(graph),
      isGone: left.every((one) => placeOf(one) !== placeOf(problem)),
    };
    const wanted = { hasChanged: true, isAllowed: true, isSound: true, hasNoNewCircle: true, isGone: true };
    expect(found).toEqual({ ...found, ...wanted });
    return [problem.code];
  });
}

/** The examples of the lints, with one more thing changed by chance. */
const changedExample: fc.Arbitrary<CheckSource> = fc
  .record({
    lint: fc.constantFrom(...LINTS),
    extra: nodeOf,
    at: fc.nat(9),
    change: fc.constantFrom('none', 'insert', 'replace', 'remove', 'unplug', 'wire', 'freeze'),
  })
  .map(({ lint: { example }, extra, at, change }) => {
    const { nodes, edges } = example.graph;
    const node = nodes[at % nodes.length]!;
    const edge = edges[at % edges.length]!;
    const added = block('extra', [extra.type, extra.params], { position: node.position });
    const graph: GraphDoc = {
      none: example.graph,
      insert: spliceNode(example.graph, edge.id, added),
      replace: {
        ...example.graph,
        nodes: nodes.map((one) => (one === node ? { ...added, id: one.id } : one)),
      },
      remove: removeItems(example.graph, new Set([node.id])),
      unplug: { ...example.graph, edges: edges.filter((one) => one !== edge) },
      wire: { ...example.graph, edges: [...edges, { ...edge, id: 'extra', target: node.id }] },
      freeze: { ...example.graph, nodes: nodes.map((one) => ({ ...one, trainable: false })) },
    }[change];
    const data = { ...DEFAULT_DATA, ...example.data };
    const info = data.dataset === 'mnist' ? { ...DIGITS, trainCount: 10_000 } : POINTS;
    return { graph, training: { ...DEFAULT_TRAINING, ...example.training }, data, info };
  });

describe('any repair that is offered leaves a project that can be saved, and the problem is gone', () => {
  test.each([
    ['in drawings by chance', source, 250, 22],
    ['in examples of remarks with something changed', changedExample, 400, 50],
  ])(
    '%s',
    (_name, sources, numRuns, leastKinds) => {
      const kinds = new Set<string>();
      fc.assert(
        fc.property(sources, (given) => {
          for (const kind of applyAll(given)) kinds.add(kind);
        }),
        { numRuns, seed: 5 },
      );
      // Or nothing much would have been tried.
      expect(kinds.size).toBeGreaterThanOrEqual(leastKinds);
    },
    120_000,
  );
});
