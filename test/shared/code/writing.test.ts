import { describe, expect, test } from 'vitest';
import type { GraphDoc } from '#shared/graph/document';
import { type CodeProgram, type Framework, programLines, programText } from '#shared/code/program';
import { writeProgram } from '#shared/code/write';
import { caseOf, type PythonCase } from '../../python/case';
import { block, draw, type Drawn } from '../../python/drawing';
import { sourceOf } from './projects';

const input: Drawn = { type: 'Input', name: 'samples', params: { shape: [6] } };
const end: readonly Drawn[] = [
  { type: 'Dense', name: 'classes', params: { units: 3, activation: 'softmax' } },
  { type: 'Output', name: 'answer' },
];
const THREE = { shape: [6], classes: 3 };

function write({ project, data }: PythonCase, framework: Framework): CodeProgram {
  const written = writeProgram(sourceOf(project, data), framework);
  if (!written.ok) throw new Error(written.diagnostics[0]!.message.en);
  return written.value;
}

const text = (one: PythonCase, framework: Framework) => programText(write(one, framework));
const drawn = (graph: GraphDoc, training = {}) => caseOf('drawn', graph, THREE, training);

describe('a network as code', () => {
  test('a row of layers is a Sequential in both', () => {
    const row = drawn(draw([input, { type: 'Dense', name: 'hidden', params: { units: 4 } }, ...end]));
    expect(text(row, 'keras')).toContain('model = keras.Sequential(');
    expect(text(row, 'pytorch')).toContain('model = nn.Sequential(');
  });

  test('where ways part there is a variable for each', () => {
    const branches = drawn(
      draw([
        input,
        { type: 'Dense', name: 'left', params: { units: 4 } },
        { type: 'Dense', name: 'right', params: { units: 4 }, from: ['samples'] },
        { type: 'Add', name: 'sum', from: ['left', 'right'] },
        ...end,
      ]),
    );
    expect(text(branches, 'keras')).toContain(`inputs = keras.Input(shape=(6,))
x = layers.Dense(4, name="left")(inputs)
right = layers.Dense(4, name="right")(inputs)
x = layers.Add(name="sum")([x, right])`);
  });

  const part = block('part', [{ type: 'Dense', name: 'inner', params: { units: 6 } }]);
  const repeated = (repeat: number, trainable = true) =>
    drawn(
      draw(
        [input, { type: 'composite', name: 'block', composite: { id: 'part', repeat }, trainable }, ...end],
        [part],
      ),
    );

  test('a composite block is a function, its repetitions a loop', () => {
    expect(text(repeated(3), 'keras')).toContain(`def part(x, name):
    x = layers.Dense(6, name=f"{name}.inner")(x)
    return x`);
    expect(text(repeated(3), 'keras')).toContain(`x = inputs
for i in range(3):
    x = part(x, f"block_{i + 1}")`);
  });

  test('and a class in PyTorch', () => {
    const code = text(repeated(3), 'pytorch');
    expect(code).toContain('class Part(nn.Module):');
    expect(code).toContain('self.block = nn.ModuleList([Part() for _ in range(3)])');
    expect(code).toContain('for block in self.block:\n            x = block(x)');
  });

  test('frozen layers are named with the block around them', () => {
    expect(text(repeated(2, false), 'keras')).toContain('for name in ["block_1.inner", "block_2.inner"]:');
    expect(text(repeated(2, false), 'pytorch')).toContain('self.inner.requires_grad_(False)');
  });

  test('bypassed layers are left out', () => {
    const bypassed = draw([input, { type: 'Dropout', name: 'off', bypassed: true }, ...end]);
    expect(text(drawn(bypassed), 'keras')).not.toContain('Dropout');
    expect(text(drawn(bypassed), 'pytorch')).not.toContain('Dropout');
  });

  test('lines know their blocks', () => {
    const lines = programLines(write(repeated(2), 'pytorch'));
    const of = (id: string) =>
      lines.filter(({ nodeIds }) => nodeIds?.includes(id)).map((line) => line.text.trim());
    expect(of('classes')[0]).toBe('self.classes = nn.Sequential(nn.Linear(6, 3), nn.Softmax(dim=1))');
    expect(of('block')).toContain('self.inner = nn.Linear(6, 6)');
  });

  test('names become names of Python, none twice', () => {
    const code = text(
      drawn(
        draw([
          input,
          { type: 'Dense', name: '은닉층', params: { units: 4 } },
          { type: 'Dense', name: 'train', params: { units: 4 } },
          { type: 'Dense', name: 'a b', params: { units: 4 } },
          { type: 'Dense', name: 'a_b', params: { units: 4 } },
          ...end,
        ]),
      ),
      'pytorch',
    );
    expect([...code.matchAll(/\("([^"]+)", nn/g)].map(([, name]) => name)).toEqual([
      '은닉층',
      'train_',
      'a_b',
      'a_b_2',
      'classes',
    ]);
  });
});

describe('what cannot be written', () => {
  test('a drawing with errors is refused with its problems', () => {
    const { project, data } = drawn(draw([input, { type: 'Conv2D', name: 'conv' }, ...end]));
    const written = writeProgram(sourceOf(project, data), 'keras');
    expect(written.ok ? [] : written.diagnostics.map(({ nodeId }) => nodeId)).toContain('conv');
  });

  test('a metric that Keras lacks is told of, in the program too', () => {
    const one = drawn(draw([input, ...end]), { metrics: [{ type: 'confusion_matrix', params: {} }] });
    const program = write(one, 'keras');
    expect(program.notes.map(({ code }) => code)).toEqual(['code-without-metric']);
    expect(programText(program)).toContain('# Keras has no metric that measures confusion_matrix');
    expect(write(one, 'pytorch').notes).toEqual([]);
  });

  test('a gradient probe is left out of Keras, but not of PyTorch', () => {
    const probe = { type: 'Probe', params: { quantity: 'gradient_norm' } };
    const one = drawn(draw([input, ...end]), { callbacks: [probe] });
    expect(write(one, 'keras').notes.map(({ code }) => code)).toEqual(['code-without-probe']);
    expect(text(one, 'pytorch')).toContain('w.grad.square().sum()');
  });
});
