import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { kerasCall, python, tfjsCall } from './code';
import type { LayerDefinition } from './definition';
import { paramReader } from './params';
import { needsSequence } from './problems';
import { CELLS } from './recurrent/cells';
import { tfjsRecurrent, torchRecurrent } from './recurrent/code';
import {
  recurrentActivationParam,
  recurrentParams,
  resetAfterParam,
  unitForgetBiasParam,
} from './recurrent/params';
import { outputOf, recurrentFlops, recurrentShape, recurrentWeights, runRecurrent } from './recurrent/run';
import { ONE_TO_ONE } from './same-shape';
import { COUNT } from './help';
import { bidirectionalWhy } from './why/products';

const { goBackwards: _goBackwards, ...cellParams } = recurrentParams;

const params: ParamSpecs = {
  layer: {
    kind: 'choice',
    default: 'LSTM',
    options: Object.keys(CELLS).map((value) => ({ value })),
    label: { en: 'Layer', ko: '층' },
    help: {
      en: 'What reads the sequence in each direction. LSTM or GRU for long ones.',
      ko: '양쪽 방향으로 시퀀스를 읽을 층입니다. 긴 시퀀스에는 LSTM이나 GRU를 씁니다.',
    },
  },
  mergeMode: {
    kind: 'choice',
    default: 'concat',
    options: [
      { value: 'concat', label: { en: 'concat (side by side)', ko: 'concat (나란히)' } },
      { value: 'sum', label: { en: 'sum', ko: 'sum (합)' } },
      { value: 'mul', label: { en: 'mul (product)', ko: 'mul (곱)' } },
      { value: 'ave', label: { en: 'ave (mean)', ko: 'ave (평균)' } },
    ],
    label: { en: 'Merge mode', ko: '합치는 방법' },
    help: {
      en: 'How the two readings are put together. concat keeps both, with twice the features.',
      ko: '두 방향의 출력을 합치는 방법입니다. concat은 둘 다 남겨 특징이 두 배가 됩니다.',
    },
  },
  ...cellParams,
  recurrentActivation: { ...recurrentActivationParam, when: { param: 'layer', is: ['LSTM', 'GRU'] } },
  unitForgetBias: { ...unitForgetBiasParam, when: { param: 'layer', is: ['LSTM'] } },
  resetAfter: { ...resetAfterParam, when: { param: 'layer', is: ['GRU'] } },
};
const read = paramReader(params);

/** Parameters that only one of the layers has. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  LSTM: ['recurrentActivation', 'unitForgetBias'],
  GRU: ['recurrentActivation', 'resetAfter'],
  SimpleRNN: [],
};

const typeOf = (values: Params): string => read.text(values, 'layer');
const cellOf = (values: Params) => CELLS[typeOf(values)]!;

/** The parameters of the layer that is read with. */
const specsOf = (values: Params): ParamSpecs =>
  Object.fromEntries(
    Object.entries(params).filter(([name]) => name in cellParams || OWN[typeOf(values)]!.includes(name)),
  );

/** Keras's prefixes of the two layers' weights. */
const prefixes = (values: Params): readonly [string, string] => {
  const name = typeOf(values) === 'SimpleRNN' ? 'simple_rnn' : typeOf(values).toLowerCase();
  return [`forward_${name}/`, `backward_${name}/`];
};

const MERGE: Readonly<Record<string, (b: IrBuilder, forward: IrValue, backward: IrValue) => IrValue>> = {
  concat: (b, forward, backward) => b.concat([forward, backward], -1),
  sum: (b, forward, backward) => b.add(forward, backward),
  mul: (b, forward, backward) => b.mul(forward, backward),
  ave: (b, forward, backward) => b.mul(b.add(forward, backward), b.scalar(0.5)),
};

/** Two recurrent layers, one reading from each end (https://keras.io/api/layers/recurrent_layers/bidirectional/). */
export const bidirectional: LayerDefinition = {
  type: 'Bidirectional',
  category: 'recurrent',
  icon: 'move-horizontal',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    if (inputs[0]!.length !== 2) return { ok: false, problem: needsSequence('Bidirectional', inputs[0]!) };
    const width = read.number(values, 'units') * (read.text(values, 'mergeMode') === 'concat' ? 2 : 1);
    return { ok: true, shape: recurrentShape(values, inputs[0]!, width) };
  },
  weights: ({ params: values, inputs }) =>
    prefixes(values).flatMap((prefix) => recurrentWeights(cellOf(values), values, inputs[0]![1]!, prefix)),
  lower: (context) => {
    const { b, params: values } = context;
    const [forward, backward] = prefixes(values).map((prefix, i) =>
      runRecurrent(context, cellOf(values), { prefix, backwards: i === 1 }),
    );
    const merge = MERGE[read.text(values, 'mergeMode')]!;
    // As the sequence goes, so that both tell of the same step.
    return merge(b, outputOf(values, forward!, 'sequence'), outputOf(values, backward!, 'sequence'));
  },
  flops: ({ params: values, inputs, output }) =>
    2 * recurrentFlops(cellOf(values), values, inputs[0]!) +
    (read.text(values, 'mergeMode') === 'concat' ? 0 : sizeOf(output)),
  badge: (values) => {
    const label = `${typeOf(values)} ${read.number(values, 'units')}`;
    return read.flag(values, 'returnSequences') ? `${label} all steps` : label;
  },
  view: 'bars',
  why: bidirectionalWhy(cellOf, prefixes),
  docs: {
    summary: {
      en: 'Reads a sequence from both ends with two recurrent layers.',
      ko: '두 순환층으로 시퀀스를 양쪽 끝에서 읽습니다.',
    },
    description: {
      en: 'One layer reads from the beginning, one with weights of its own from the end, and their outputs are put together. So each step knows what comes before and after it. It needs the whole sequence at once and cannot forecast step by step.',
      ko: '한 층은 처음부터, 자기 가중치를 가진 다른 층은 끝에서부터 읽고 출력을 합칩니다. 그래서 스텝마다 앞뒤의 내용을 모두 압니다. 시퀀스 전체가 있어야 하므로 한 스텝씩 예측하는 데에는 쓸 수 없습니다.',
    },
    formula: 'y[t] = merge(forward[t], backward[t]); parameters = 2 · those of the layer',
    formulaTex: [
      { tex: String.raw`y_t = \operatorname{merge}(\overrightarrow{h}_t, \overleftarrow{h}_t)` },
      { about: COUNT, tex: String.raw`2 \cdot N_{\text{layer}}` },
    ],
    whenToUse: {
      en: 'For classifying and labelling texts and signals that are there as a whole.',
      ko: '전체가 주어진 텍스트나 신호를 분류하거나 레이블을 붙일 때 씁니다.',
    },
    example: {
      en: 'LSTM with 32 units on 100 × 16: 64 features come out, with 2 · 6,272 = 12,544 parameters.',
      ko: '100 × 16에 유닛 32개인 LSTM을 쓰면 특징 64개가 나오고 파라미터는 2 · 6,272 = 12,544개입니다.',
    },
    worked: {
      params: { layer: 'SimpleRNN', units: 1, activation: 'linear' },
      inputs: [[[1], [2]]],
      weights: {
        'forward_simple_rnn/kernel': [[1]],
        'forward_simple_rnn/recurrent_kernel': [[1]],
        'forward_simple_rnn/bias': [0],
        'backward_simple_rnn/kernel': [[-1]],
        'backward_simple_rnn/recurrent_kernel': [[1]],
        'backward_simple_rnn/bias': [0],
      },
      output: [3, -3],
      steps: [
        { at: [0], sum: '2·1 + (1·1 + 0)·1' },
        { at: [1], sum: '1·(−1) + (2·(−1) + 0)·1' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) => {
      const inner = kerasCall(typeOf(values), specsOf(values), values, '', { positional: ['units'] });
      const mode = read.text(values, 'mergeMode');
      const merge = mode === 'concat' ? '' : `, merge_mode=${python(mode)}`;
      return `layers.Bidirectional(${inner.replace(', name=""', '')}${merge}, name=${python(name)})`;
    },
    pytorch: (context) => torchRecurrent(typeOf(context.params), context, true),
    tfjs: ({ params: values, name }) => {
      const factory = { LSTM: 'lstm', GRU: 'gru', SimpleRNN: 'simpleRNN' }[typeOf(values)]!;
      const inner = tfjsRecurrent(`layers.${factory}`, specsOf(values), values, undefined);
      const mergeMode = read.text(values, 'mergeMode');
      return (
        inner && tfjsCall('layers.bidirectional', { mergeMode, name }).replace('({', `({layer: ${inner}, `)
      );
    },
  },
};
