import { describe, expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import { compileForward } from '#shared/compile/forward';
import { compileTraining, trainingStep } from '#shared/compile/training';
import type { Composite, GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { block, draw, sourceOf, wire } from '../../fixtures/drawings';
import { freshState, noiseBatches, openTraining, trainSteps } from './training-program';

/** Two convolutions and a way around them, normalized, with dropout. */
const RESIDUAL: Composite = {
  id: 'residual',
  name: 'Residual',
  nodes: [
    block('first', ['Conv2D', { filters: 3, padding: 'same' }]),
    block('norm', 'BatchNormalization'),
    block('relu', 'ReLU'),
    block('drop', ['Dropout', { rate: 0.2 }]),
    block('second', ['Conv2D', { filters: 3, padding: 'same' }]),
    block('add', 'Add'),
  ],
  edges: [
    wire('first', 'norm'),
    wire('norm', 'relu'),
    wire('relu', 'drop'),
    wire('drop', 'second'),
    wire('second', 'add'),
    wire('first', 'add'),
  ],
  inputs: [{ name: 'in', node: 'first', port: 'in' }],
  outputs: [{ name: 'out', node: 'add', port: 'out' }],
};

/** A composite that holds one, and a pooling. */
const STAGE: Composite = {
  id: 'stage',
  name: 'Stage',
  nodes: [
    block('inner', 'composite', { composite: { id: 'residual', repeat: 2 } }),
    block('pool', 'MaxPooling2D'),
  ],
  edges: [wire('inner', 'pool')],
  inputs: [{ name: 'in', node: 'inner', port: 'in' }],
  outputs: [{ name: 'out', node: 'pool', port: 'out' }],
};

function network(id: string, repeat: number): GraphDoc {
  const drawn = draw(
    {
      input: ['Input', { shape: [28, 28, 1] }],
      blocks: 'composite',
      flatten: 'Flatten',
      dense: ['Dense', { units: 10, activation: 'softmax' }],
      output: 'Output',
    },
    'input>blocks',
    'blocks>flatten',
    'flatten>dense',
    'dense>output',
  );
  const nodes = drawn.nodes.map((node) =>
    node.id === 'blocks' ? { ...node, composite: { id, repeat } } : node,
  );
  return { ...drawn, nodes, composites: [RESIDUAL, STAGE] };
}

describe.each([
  ['a composite block', network('residual', 1), 1],
  ['one that is repeated', network('residual', 3), 3],
  ['a repeated one that holds a repeated one', network('stage', 2), 4],
])('A network with %s', (_, graph, blocks) => {
  const source = sourceOf(graph);
  const plain = sourceOf(expandGraph(graph).graph);

  test('has no problem, and all its layers with weights of their own', () => {
    expect(checkProject(source).filter(({ severity }) => severity === 'error')).toEqual([]);
    const step = trainingStep(source, { batch: 2 });
    const slots = step.ok ? step.value.layout.slots : [];
    // Two kernels and biases; gamma, beta and two moving statistics; the head.
    expect(slots).toHaveLength(8 * blocks + 2);
    expect(new Set(slots.map(({ name }) => name)).size).toBe(slots.length);
  });

  test('compiles to the bytes of the network that is drawn without one', () => {
    const bytes = (of: typeof source) => {
      const training = compileTraining(of, { batch: 2 });
      const forward = compileForward(of, { batch: 2, fetches: ['dense'], losses: true });
      return [training, forward].map((result) => (result.ok ? result.value.bytes : result.diagnostics));
    };
    expect(bytes(source)).toEqual(bytes(plain));
  });

  test('trains: every weight moves, and the loss of the same batch falls', async () => {
    const opened = await openTraining(source, 8);
    const before = freshState(opened);
    const batch = noiseBatches(opened, source, 1);
    let state = before;
    const losses: number[] = [];
    for (let step = 0; step < 12; step++) {
      const trained = await trainSteps(opened, state, batch, 0, 1, 0.01);
      ({ state } = trained);
      losses.push(trained.losses[0]!);
    }
    await opened.session.release();
    expect(state.theta.filter((value, i) => value === before.theta[i]).length).toBeLessThan(
      0.05 * state.theta.length,
    );
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });

  test('leaves alone what is frozen with the block', async () => {
    const nodes = graph.nodes.map((node) => (node.id === 'blocks' ? { ...node, trainable: false } : node));
    const step = trainingStep({ ...source, graph: { ...graph, nodes } }, { batch: 2 });
    const trained = step.ok ? step.value.layout.slots.filter(({ store }) => store === 'theta') : [];
    expect(trained.map(({ nodeId }) => nodeId)).toEqual(['dense', 'dense']);
  });
});
