import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inferGraph } from '#shared/compile/infer';
import { stateLayout } from '#shared/compile/layout';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { EMPTY_GRAPH, type GraphDoc, type ParamValue } from '#shared/graph/document';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { type MatchOptions, type Matching, matchWeights, type OfferedTensor } from '#shared/weights/match';
import { encodeSafetensors } from '../../../../electron/engine/safetensors';
import { halfToNumber } from '../../../../electron/engine/weights/number-kinds';
import { readWeights } from '../../../../electron/engine/weights/read-weights';
import { decode, type GoldenArray } from '../../../contract/golden';
import { paramsOf } from '../../../contract/layer-case';
import { temporaryFolder } from '../../../fakes/temporary-folder';
import { block, chain, wire } from '../../../fixtures/drawings';

const MODELS = resolve(import.meta.dirname, '../../../golden/models');

interface GoldenModel {
  readonly layers: readonly {
    readonly name: string;
    readonly type: string;
    readonly config: Readonly<Record<string, ParamValue>>;
    readonly inbound: readonly string[];
  }[];
  readonly weights: readonly { readonly path: string; readonly value: GoldenArray }[];
}

const modelOf = (name: string): GoldenModel =>
  JSON.parse(readFileSync(join(MODELS, name, 'keras.json'), 'utf8')) as GoldenModel;
const torchOf = (name: string) => readWeights(join(MODELS, name, 'state_dict.safetensors'));

/** The layer of PyTorch that each of Keras's came to, by the golden file. */
function sourcesOf(name: string): Record<string, string> {
  const { stateDict } = JSON.parse(readFileSync(join(MODELS, name, 'torch.json'), 'utf8')) as {
    stateDict: { name: string; fromKeras: string | null }[];
  };
  return Object.fromEntries(
    stateDict.flatMap(({ name: tensor, fromKeras }) =>
      fromKeras === null
        ? []
        : [[fromKeras.split('/')[0]!, tensor.slice(0, tensor.lastIndexOf('.')).replaceAll('.', '/')]],
    ),
  );
}

const drawingOf = ({ layers }: GoldenModel): GraphDoc => ({
  ...EMPTY_GRAPH,
  nodes: layers.map(({ name, type, config }) => {
    // Inputs say what numbers they take; here the dataset does.
    const ours = Object.entries(config).filter(([key]) => key !== 'dtype');
    return block(name, [type, paramsOf(type, Object.fromEntries(ours))!]);
  }),
  edges: layers.flatMap(({ name, inbound }) => inbound.map((from) => wire(from, name))),
});

const layoutOf = (graph: GraphDoc) => stateLayout(graph, inferGraph(graph), DEFAULT_TRAINING);
const match = (
  graph: GraphDoc,
  tensors: readonly OfferedTensor[],
  options: MatchOptions = { by: 'name' },
): Matching => matchWeights(graph, layoutOf(graph), tensors, options);
const all = ({ layers }: Matching) => layers.flatMap(({ weights }) => weights);
const verdicts = (matching: Matching) =>
  Object.fromEntries(all(matching).map(({ name, verdict }) => [name, verdict]));

const offered = (name: string, shape: readonly number[]): OfferedTensor => ({
  name,
  shape,
  data: Float32Array.from({ length: shape.reduce((a, n) => a * n, 1) }, (_, i) => i),
});

const NETWORK = chain(['Input', { shape: [4] }], ['Dense', { units: 3 }], ['Dense', { units: 2 }], 'Output');

describe('weights from a file', () => {
  test.each(['mlp', 'cnn', 'text'])('of PyTorch are those of Keras, bit for bit: %s', async (name) => {
    const model = modelOf(name);
    const matching = match(drawingOf(model), await torchOf(name), { by: 'name', sources: sourcesOf(name) });
    for (const { path, value } of model.weights) {
      const found = all(matching).find((weight) => weight.name === path.replace(/(lstm|gru)_cell\//, ''))!;
      expect([path, found.verdict]).toEqual([path, 'taken']);
      expect(found.values).toEqual(decode(value).data);
    }
    expect(all(matching)).toHaveLength(model.weights.length);
  });

  test('of numbered PyTorch layers are found in their order', async () => {
    const model = modelOf('mlp');
    const matching = match(drawingOf(model), await torchOf('mlp'), { by: 'order' });
    expect(matching.layers.map(({ layer, source }) => [layer, source])).toEqual([
      ['dense_1', 'net/0'],
      ['norm', 'net/2'],
      ['dense_2', 'net/4'],
      ['output', 'net/6'],
    ]);
    expect(matching.unused).toEqual(['net.2.num_batches_tracked']);
  });

  test.each(['mlp', 'cnn', 'text'])('by the names that Keras gives them: %s', (name) => {
    const model = modelOf(name);
    const tensors = model.weights.map(({ path, value }) => {
      const { shape, data } = decode(value);
      return { name: `sequential/${path}:0`, shape, data: Float32Array.from(data) };
    });
    const matching = match(drawingOf(model), tensors);
    expect(new Set(Object.values(verdicts(matching)))).toEqual(new Set(['taken']));
    expect(matching.unused).toEqual([]);
  });

  test('that fit only in part are told one by one', () => {
    const tensors = [
      offered('dense/kernel', [4, 3]),
      offered('dense/bias', [3]),
      offered('dense_2/kernel', [3, 5]),
      offered('other/kernel', [1]),
    ];
    const matching = match(NETWORK, tensors);
    expect(verdicts(matching)).toEqual({
      'dense/kernel': 'taken',
      'dense/bias': 'taken',
      'dense_2/kernel': 'other-shape',
      'dense_2/bias': 'absent',
    });
    expect(all(matching)[2]).toMatchObject({ shape: [3, 2], found: [3, 5], tensors: ['dense_2/kernel'] });
    expect(matching.unused).toEqual(['dense_2/kernel', 'other/kernel']);
    expect(matching.sources).toEqual(['dense', 'dense_2', 'other']);
  });

  test('of another layer are taken where one says so, and none where one wants none', () => {
    const tensors = [offered('first.weight', [3, 4]), offered('first.bias', [3]), offered('dense.bias', [3])];
    const matching = match(NETWORK, tensors, { by: 'name', sources: { dense: 'first', dense_2: null } });
    expect(verdicts(matching)).toMatchObject({
      'dense/kernel': 'taken',
      'dense/bias': 'taken',
      'dense_2/kernel': 'absent',
    });
    // Of PyTorch's [out, in], the transpose.
    expect(all(matching)[0]!.values!.slice(0, 3)).toEqual(Float32Array.of(0, 4, 8));
  });

  test('in order skip layers that fit nowhere', () => {
    const tensors = ['0', '10', '2'].flatMap((at) => [
      offered(`${at}.weight`, at === '2' ? [9, 9] : at === '0' ? [3, 4] : [2, 3]),
      offered(`${at}.bias`, at === '2' ? [9] : at === '0' ? [3] : [2]),
    ]);
    const { layers } = match(NETWORK, tensors, { by: 'order' });
    expect(layers.map(({ source }) => source)).toEqual(['0', '10']);
  });
});

describe('reading', () => {
  test('half precision is what IEEE 754 says', () => {
    expect([0x3c00, 0xc000, 0x0001, 0x7bff, 0xfc00, 0x8000].map(halfToNumber)).toEqual([
      1,
      -2,
      2 ** -24,
      65504,
      -Infinity,
      -0,
    ]);
    expect(halfToNumber(0x7e00)).toBeNaN();
  });

  test('a file of another kind says what is wanted', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'model.pt');
    await writeFile(path, 'PK no safetensors');
    const codes = [path, join(folder, 'nothing')].map((at) =>
      readWeights(at).catch((error: unknown) => (error as DiagnosticError).diagnostic.code),
    );
    expect(await Promise.all(codes)).toEqual(['weights-damaged', 'weights-unreadable']);
  });

  test('bfloat16 and double are read as float32', async () => {
    const header = JSON.stringify({
      a: { dtype: 'BF16', shape: [2], data_offsets: [0, 4] },
      b: { dtype: 'F64', shape: [1], data_offsets: [4, 12] },
    });
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
    const length = new Uint8Array(8);
    new DataView(length.buffer).setBigUint64(0, BigInt(padded.length), true);
    const halves = new Uint8Array(Uint16Array.of(0x3f80, 0xc000).buffer);
    const path = join(await temporaryFolder(), 'x.safetensors');
    const double = new Uint8Array(Float64Array.of(0.5).buffer);
    await writeFile(path, Buffer.concat([length, Buffer.from(padded), halves, double]));
    expect((await readWeights(path)).map(({ data }) => [...data])).toEqual([[1, -2], [0.5]]);
  });

  test('a plain file of float32 is read as it was written', async () => {
    const path = join(await temporaryFolder(), 'x.safetensors');
    const tensors = [offered('dense/kernel', [2, 2])];
    await writeFile(path, Buffer.concat(encodeSafetensors({ metadata: {}, tensors })));
    expect(await readWeights(path)).toEqual(tensors);
  });
});
