import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { compileForward } from '#shared/compile/forward';
import type { CompileSource } from '#shared/compile/program';
import { initialState } from '#shared/compile/state';
import { chain, change, DIGITS, DIGITS_NETWORK, sourceOf } from '../../fixtures/drawings';

const SOURCE = sourceOf(DIGITS_NETWORK);

async function open(source: CompileSource, fetches: readonly string[], losses: boolean, batch = 2) {
  const result = compileForward(source, { batch, fetches, losses });
  if (!result.ok) throw new Error(result.diagnostics[0]!.message.en);
  const session = await InferenceSession.create(result.value.bytes, {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return { program: result.value, session };
}

async function run(source: CompileSource, fetches: readonly string[], losses: boolean, pixels: Uint8Array) {
  const { program, session } = await open(source, fetches, losses);
  const state = initialState(program.layout, 1);
  const feeds: Record<string, Tensor> = {
    x: new Tensor('uint8', pixels, [2, ...source.info.shape]),
    // Classes 3 and 7.
    y:
      program.target?.encoding === 'sparse'
        ? new Tensor('int32', Int32Array.of(3, 7), [2])
        : new Tensor(
            'float32',
            Float32Array.from({ length: 20 }, (_, i) => Number(i === 3 || i === 17)),
            [2, 10],
          ),
    theta: new Tensor('float32', state.theta, [state.theta.length]),
  };
  return session.run(
    Object.fromEntries(Object.entries(feeds).filter(([name]) => program.inputs.includes(name))),
  );
}

const noise = Uint8Array.from({ length: 2 * 784 }, (_, i) => (i * 97) % 256);

describe('a forward program', () => {
  test('gives every fetched block in Keras’s order', async () => {
    const fetches = SOURCE.graph.nodes.map(({ id }) => id);
    const { program } = await open(SOURCE, fetches, false);
    const outputs = await run(SOURCE, fetches, false, noise);
    expect(program.fetches.map(({ nodeId, shape }) => [nodeId, [2, ...shape]])).toEqual(
      fetches.map((id) => [id, outputs[`node_${id}`]!.dims]),
    );
    expect(outputs['node_conv2d']!.dims).toEqual([2, 26, 26, 4]);
    const input = outputs['node_input']!.data as Float32Array;
    const rescale = Math.fround(1 / 255);
    expect(input.slice(0, 3)).toEqual(Float32Array.of(0, 97 * rescale, 194 * rescale));
  });

  test('draws nothing at random', async () => {
    const outputs = await run(SOURCE, ['flatten', 'dropout'], false, noise);
    expect(outputs['node_dropout']!.data).toEqual(outputs['node_flatten']!.data);
  });

  test('gives loss and hits of every sample', async () => {
    const outputs = await run(SOURCE, ['dense'], true, noise);
    const probabilities = outputs['node_dense']!.data as Float32Array;
    const losses = outputs['loss']!.data as Float32Array;
    expect(losses[0]).toBeCloseTo(-Math.log(probabilities[3]!), 4);
    expect(losses[1]).toBeCloseTo(-Math.log(probabilities[17]!), 4);
    const best = (row: number) => {
      const ten = probabilities.slice(row * 10, row * 10 + 10);
      return ten.indexOf(Math.max(...ten));
    };
    expect(outputs['metric_accuracy']!.data).toEqual(
      Float32Array.of(Number(best(0) === 3), Number(best(1) === 7)),
    );
  });

  test('takes the last layer’s plain numbers for logits, and measures their probabilities', async () => {
    const metrics = ['accuracy', 'mean_squared_error', 'auc'].map((type) => ({ type, params: {} }));
    const softmax = sourceOf(DIGITS_NETWORK, { training: { metrics } });
    const linear = {
      ...softmax,
      graph: change(DIGITS_NETWORK, 'dense', { params: { units: 10, activation: 'linear' } }),
    };
    const [expected, logits] = [
      await run(softmax, ['dense'], true, noise),
      await run(linear, ['dense'], true, noise),
    ];
    expect(logits['node_dense']!.data).not.toEqual(expected['node_dense']!.data);
    expect(logits['prediction']!.data).toEqual(expected['node_dense']!.data);
    for (const name of ['loss', 'metric_accuracy', 'metric_mean_squared_error'])
      expect(logits[name]!.data).toEqual(expected[name]!.data);
  });

  test.each([
    ['sparse_categorical_crossentropy', 'categorical_accuracy'],
    ['categorical_crossentropy', 'sparse_categorical_accuracy'],
    ['sparse_categorical_crossentropy', 'mean_squared_error'],
  ])('gives targets for %s to %s as it wants them', async (type, metric) => {
    const of = (loss: string, chosen: string) =>
      sourceOf(DIGITS_NETWORK, {
        training: { loss: { type: loss, params: {} }, metrics: [{ type: chosen, params: {} }] },
      });
    const outputs = await run(of(type, metric), [], true, noise);
    const usual = metric === 'mean_squared_error' ? metric : 'accuracy';
    const expected = await run(of('categorical_crossentropy', usual), [], true, noise);
    expect(outputs[`metric_${metric}`]!.data).toEqual(expected[`metric_${usual}`]!.data);
  });

  test('tells which samples do not count', async () => {
    const loss = { type: 'sparse_categorical_crossentropy', params: { ignoreClass: 7 } };
    const outputs = await run(sourceOf(DIGITS_NETWORK, { training: { loss } }), [], true, noise);
    const plain = await run(SOURCE, [], true, noise);
    const [first] = plain['loss']!.data as Float32Array;
    expect(outputs['weight']!.data).toEqual(Float32Array.of(1, 0));
    expect((outputs['loss']!.data as Float32Array)[0]).toBeCloseTo(first!, 5);
    expect((outputs['loss']!.data as Float32Array)[1]).toBe(0);
  });

  test('has only the inputs it needs', async () => {
    const { program, session } = await open(SOURCE, ['maxpooling2d'], false);
    expect([...session.inputNames].toSorted()).toEqual([...program.inputs].toSorted());
    expect(program.inputs).not.toContain('y');
    const { program: none } = await open(SOURCE, ['input'], false);
    expect(none.inputs).toEqual(['x']);
  });

  test('leaves out blocks that are not in the drawing', async () => {
    const { program } = await open(SOURCE, ['gone', 'dense'], false);
    expect(program.fetches.map(({ nodeId }) => nodeId)).toEqual(['dense']);
  });

  test('needs no head without losses, and says so with them', () => {
    const source = sourceOf(chain(['Input', { shape: [28, 28, 1] }], ['Conv2D', { filters: 2 }]), {
      info: DIGITS,
    });
    expect(compileForward(source, { batch: 1, fetches: ['conv2d'], losses: false }).ok).toBe(true);
    const { ok, diagnostics } = compileForward(source, { batch: 1, fetches: [], losses: true });
    expect([ok, diagnostics[0]!.code]).toEqual([false, 'no-output']);
  });

  test('passes a bypassed block’s input on', async () => {
    const source = sourceOf(change(DIGITS_NETWORK, 'conv2d', { bypassed: true }));
    const outputs = await run(source, ['input', 'conv2d'], false, noise);
    expect(outputs['node_conv2d']!.data).toEqual(outputs['node_input']!.data);
  });
});
