import { describe, expect, it } from 'vitest';
import { checkProject } from '#shared/compile/check';
import type { CompileSource } from '#shared/compile/program';
import { readWeight } from '#shared/compile/state';
import type { GraphDoc } from '#shared/graph/document';
import { LAYERS } from '#shared/layers/table';
import { draw, POINTS, sourceOf } from '../fixtures/drawings';
import { freshState, noiseBatches, openTraining, trainSteps } from '../shared/compile/training-program';

/** Shapes of samples, one of which every layer accepts. */
const SHAPES = [[8, 6, 32], [6, 4], [5]];

/** Ends of a drawing, which stand in every one of these. */
const ENDS = ['Input', 'Output'];

/** The layer between an input and a head of three classes; merging layers get the same input twice, over different ways. */
function drawingOf(type: string, shape: readonly number[]): GraphDoc {
  const { minInputs = 1 } = LAYERS[type]!;
  const blocks = {
    input: ['Input', { shape }],
    layer: type,
    flatten: 'Flatten',
    head: ['Dense', { units: 3, activation: 'softmax' }],
    output: 'Output',
  } as const;
  const rest = ['layer>flatten', 'flatten>head', 'head>output'];
  if (minInputs === 1) return draw(blocks, 'input>layer', ...rest);
  const both = {
    ...blocks,
    a: ['Activation', { activation: 'tanh' }],
    b: ['Activation', { activation: 'relu' }],
  } as const;
  return draw(both, 'input>a', 'input>b', 'a>layer', 'b>layer', ...rest);
}

/** The first of the shapes that the layer accepts with its default parameters. */
function sourceFor(type: string): CompileSource {
  const sources = SHAPES.map((shape) =>
    sourceOf(drawingOf(type, shape), {
      info: { ...POINTS, shape, classNames: ['a', 'b', 'c'] },
      data: { dataset: 'noise', rescale: 1 },
      training: { learningRate: 0.01 },
    }),
  );
  const accepted = sources.find(
    (source) => !checkProject(source).some(({ severity }) => severity === 'error'),
  );
  if (!accepted)
    throw new Error(
      checkProject(sources[0]!)
        .map(({ message }) => message.en)
        .join('\n'),
    );
  return accepted;
}

describe('one training step', () => {
  it.each(Object.keys(LAYERS).filter((type) => !ENDS.includes(type)))(
    'runs with a %s, and changes its weights',
    async (type) => {
      const source = sourceFor(type);
      const opened = await openTraining(source, 6);
      const before = freshState(opened);
      const { state, losses, accuracy } = await trainSteps(
        opened,
        before,
        noiseBatches(opened, source, 2),
        0,
        2,
      );
      await opened.session.release();
      expect([...losses, ...accuracy].every(Number.isFinite)).toBe(true);
      expect(losses[0]).toBeGreaterThan(0);
      // What comes from the data before training stays as it is.
      const isAdapted = LAYERS[type]!.adapt !== undefined;
      const unchanged = before.layout.slots.filter(
        ({ name, nodeId }) =>
          nodeId === 'layer' &&
          !isAdapted &&
          readWeight(before, name).join() === readWeight(state, name).join(),
      );
      expect(unchanged.map(({ name }) => name)).toEqual([]);
    },
  );
});
