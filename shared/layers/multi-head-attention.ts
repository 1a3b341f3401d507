import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { formatShape, type Shape } from '#shared/graph/shape';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { kerasCall, torchNote } from './code';
import { trainedBy } from './trained';
import type { LayerDefinition, LowerContext, ShapeContext, WeightSpec } from './definition';
import { keepMask } from './noise';
import { paramReader, rateParam, useBiasParam } from './params';
import { needsSequence } from './problems';
import { BIAS, KERNEL, weightParams } from './weight-params';
import { COUNT, oneChannel } from './help';
import { attentionWhy } from './why/products';

const params: ParamSpecs = {
  numHeads: {
    kind: 'int',
    default: 2,
    min: 1,
    max: 256,
    label: { en: 'Heads', ko: '헤드 수' },
    help: {
      en: 'How many times attention is paid side by side, each in its own way. 2 to 8 is usual.',
      ko: '서로 다른 방식으로 나란히 주의를 기울이는 헤드의 수입니다. 보통 2~8을 씁니다.',
    },
  },
  keyDim: {
    kind: 'int',
    default: 16,
    min: 1,
    max: 4096,
    label: { en: 'Key size', ko: '키 크기' },
    help: {
      en: 'Length of queries and keys in each head. The number of features divided by the heads is usual.',
      ko: '헤드마다 쓰는 질의와 키의 길이입니다. 보통 특징 수를 헤드 수로 나눈 값을 씁니다.',
    },
  },
  useCausalMask: {
    kind: 'boolean',
    default: false,
    label: { en: 'Look back only', ko: '뒤쪽 가리기' },
    help: {
      en: 'Each step sees itself and earlier steps only, as in models that write text (causal mask).',
      ko: '글을 써 내려가는 모델처럼 스텝마다 자신과 앞의 스텝만 봅니다(인과 마스크).',
    },
  },
  dropout: rateParam({
    en: 'Share of the attention weights that are dropped while training.',
    ko: '학습할 때 버리는 어텐션 가중치의 비율입니다.',
  }),
  valueDim: {
    kind: 'int',
    default: null,
    min: 1,
    max: 4096,
    advanced: true,
    nullable: true,
    nullLabel: { en: 'as key size', ko: '키 크기와 같게' },
    label: { en: 'Value size', ko: '값 크기' },
    help: {
      en: 'Length of what each head collects; the key size when empty.',
      ko: '헤드마다 모으는 값의 길이입니다. 비우면 키 크기와 같습니다.',
    },
  },
  outputShape: {
    kind: 'int',
    default: null,
    min: 1,
    max: 65_536,
    advanced: true,
    nullable: true,
    nullLabel: { en: 'as the query', ko: '질의와 같게' },
    label: { en: 'Output features', ko: '출력 특징 수' },
    help: {
      en: 'Features of the output; those of the query when empty, which an Add around the block needs.',
      ko: '출력의 특징 수입니다. 비우면 질의와 같으며, 블록을 건너뛰는 Add에는 이 편이 필요합니다.',
    },
  },
  useBias: useBiasParam,
  ...weightParams({ kernel: KERNEL, bias: BIAS }),
};
const read = paramReader(params);
const trained = trainedBy(params);

interface Sizes {
  readonly heads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  readonly features: number;
}

const sizesOf = (values: Params, inputs: readonly Shape[]): Sizes => ({
  heads: read.number(values, 'numHeads'),
  keyDim: read.number(values, 'keyDim'),
  valueDim: read.optionalNumber(values, 'valueDim') ?? read.number(values, 'keyDim'),
  features: read.optionalNumber(values, 'outputShape') ?? inputs[0]![1]!,
});

/** Query, value and key; what is not connected is the one before. */
function roles<T>([query, value, key]: readonly T[]): { query: T; value: T; key: T } {
  const attended = value ?? query!;
  return { query: query!, value: attended, key: key ?? attended };
}

function weights({ params: values, inputs }: ShapeContext): readonly WeightSpec[] {
  const { heads, keyDim, valueDim, features } = sizesOf(values, inputs);
  const { query, value, key } = roles(inputs);
  const pair = (name: string, kernel: readonly number[], bias: readonly number[]) => [
    trained(values, 'kernel', kernel, { name: `${name}/kernel` }),
    ...(read.flag(values, 'useBias') ? [trained(values, 'bias', bias, { name: `${name}/bias` })] : []),
  ];
  return [
    ...pair('query', [query[1]!, heads, keyDim], [heads, keyDim]),
    ...pair('key', [key[1]!, heads, keyDim], [heads, keyDim]),
    ...pair('value', [value[1]!, heads, valueDim], [heads, valueDim]),
    ...pair('attention_output', [heads, valueDim, features], [features]),
  ];
}

/** x · kernel + bias for every head: [batch, heads, steps, size]. */
function project({ b, weight, params: values }: LowerContext, x: IrValue, name: string): IrValue {
  const [batch, steps, features] = x.shape as [number, number, number];
  const kernel = weight(`${name}/kernel`);
  const [, heads, size] = kernel.shape as [number, number, number];
  const product = b.matmul(
    b.reshape(x, [batch * steps, features]),
    b.reshape(kernel, [features, heads * size]),
  );
  const sum = read.flag(values, 'useBias')
    ? b.add(product, b.reshape(weight(`${name}/bias`), [heads * size]))
    : product;
  return b.transpose(b.reshape(sum, [batch, steps, heads, size]), [0, 2, 1, 3]);
}

/** 0 where a step may look, a large negative number where it may not: [queries, keys]. */
function causalMask(b: IrBuilder, queries: number, keys: number): IrValue {
  const data = Float32Array.from({ length: queries * keys }, (_, i) =>
    i % keys > Math.floor(i / keys) ? -1e9 : 0,
  );
  return b.constant(data, [queries, keys], 'float32');
}

function lower(context: LowerContext): IrValue {
  const { b, params: values, weight, batch, inputs } = context;
  const { heads, keyDim, valueDim, features } = sizesOf(values, inputs);
  const { query, value, key } = roles(context.values);
  const steps = inputs[0]![0]!;
  const scaled = b.mul(project(context, query, 'query'), b.scalar(1 / Math.sqrt(keyDim)));
  const scores = b.matmul(scaled, project(context, key, 'key'), { transposeB: true });
  const keys = scores.shape[3]!;
  const masked = read.flag(values, 'useCausalMask') ? b.add(scores, causalMask(b, steps, keys)) : scores;
  const shares = dropShares(context, b.softmax(masked, 3));
  const collected = b.transpose(b.matmul(shares, project(context, value, 'value')), [0, 2, 1, 3]);
  const rows = b.reshape(collected, [batch * steps, heads * valueDim]);
  const product = b.matmul(rows, b.reshape(weight('attention_output/kernel'), [heads * valueDim, features]));
  const sum = read.flag(values, 'useBias') ? b.add(product, weight('attention_output/bias')) : product;
  return b.reshape(sum, [batch, steps, features]);
}

function dropShares(context: LowerContext, shares: IrValue): IrValue {
  const { b, params: values, training } = context;
  const rate = read.number(values, 'dropout');
  if (!training || rate === 0) return shares;
  return b.mul(shares, b.mul(keepMask(context, shares.shape, rate, 'dropout'), b.scalar(1 / (1 - rate))));
}

/** Vaswani et al. 2017 (https://keras.io/api/layers/attention_layers/multi_head_attention/). Wires: query, value, key; one alone attends to itself. */
export const multiHeadAttention: LayerDefinition = {
  type: 'MultiHeadAttention',
  category: 'attention',
  icon: 'scan-eye',
  params,
  ports: { inputs: [{ name: 'in', multiple: true, most: 3 }], outputs: [{ name: 'out' }] },
  inferShape: ({ params: values, inputs }) => {
    const wrong = inputs.find((shape) => shape.length !== 2);
    if (wrong) return { ok: false, problem: needsSequence('MultiHeadAttention', wrong) };
    const { query, value, key } = roles(inputs);
    if (value[0] === key[0]) return { ok: true, shape: [query[0]!, sizesOf(values, inputs).features] };
    return {
      ok: false,
      problem: {
        code: 'key-and-value-differ',
        message: {
          en: `Every value has one key, but there are ${key[0]} keys and ${value[0]} values. The wires are query, value, key, in this order.`,
          ko: `값마다 키가 하나씩 있어야 하는데 키가 ${key[0]}개, 값이 ${value[0]}개입니다. 연결선은 질의, 값, 키 순서입니다.`,
        },
        expected: { en: 'as many keys as values', ko: '개수가 같은 키와 값' },
        received: `${formatShape(key)}, ${formatShape(value)}`,
      },
    };
  },
  weights,
  lower,
  flops: ({ params: values, inputs }) => {
    const { heads, keyDim, valueDim, features } = sizesOf(values, inputs);
    const { query, value, key } = roles(inputs);
    const [queries, keys] = [query[0]!, value[0]!];
    const products =
      heads *
      (keyDim * (queries * query[1]! + keys * key[1]!) + valueDim * (keys * value[1]! + queries * features));
    return 2 * products + heads * queries * keys * (2 * keyDim + 2 * valueDim + 5);
  },
  badge: (values) => `${read.number(values, 'numHeads')} × ${read.number(values, 'keyDim')}`,
  view: 'bars',
  why: attentionWhy,
  docs: {
    summary: {
      en: 'Every step gathers from all others what matters to it.',
      ko: '스텝마다 자신에게 중요한 것을 다른 모든 스텝에서 모읍니다.',
    },
    description: {
      en: 'Each step asks a query, each step offers a key and a value. Where query and key match, the value counts much in the weighted mean that comes out. Several heads do this side by side, each with its own learned queries, keys and values. With one wire a sequence attends to itself; a second wire gives the sequence attended to.',
      ko: '스텝마다 질의를 던지고, 스텝마다 키와 값을 내놓습니다. 질의와 키가 잘 맞을수록 그 값이 결과인 가중 평균에서 큰 몫을 차지합니다. 여러 헤드가 각자 학습한 질의, 키, 값으로 이 일을 나란히 합니다. 연결선이 하나면 시퀀스가 자신을 보고, 둘째 연결선을 이으면 그 시퀀스를 봅니다.',
    },
    formula:
      'softmax(Q · Kᵀ / √key_dim) · V for each head, then one Dense over all heads; parameters = heads · (features + 1) · (2 · key_dim + value_dim) + (heads · value_dim + 1) · features',
    formulaTex: [
      {
        tex: String.raw`\operatorname{softmax}\Bigl(\frac{Q K^{\mathsf T}}{\sqrt{d_k}}\Bigr) V \quad \text{for each head}`,
      },
      { about: COUNT, tex: String.raw`h \cdot (C + 1) \cdot (2 d_k + d_v) + (h \cdot d_v + 1) \cdot C` },
    ],
    whenToUse: {
      en: 'As the heart of a Transformer: attention, Add, LayerNormalization, Dense layers, Add, LayerNormalization.',
      ko: 'Transformer의 핵심으로 씁니다. 어텐션, Add, LayerNormalization, Dense 층들, Add, LayerNormalization 순서로 둡니다.',
    },
    example: {
      en: '100 steps × 32 features with 2 heads of 16: 100 × 32 comes out, with 4,224 parameters.',
      ko: '100스텝 × 특징 32개에 크기 16인 헤드 2개를 쓰면 100 × 32가 나오고 파라미터는 4,224개입니다.',
    },
    worked: {
      params: { numHeads: 1, keyDim: 1, useBias: false },
      inputs: [[[1], [0]]],
      weights: {
        'query/kernel': oneChannel([[1]]),
        'key/kernel': oneChannel([[1]]),
        'value/kernel': oneChannel([[1]]),
        'attention_output/kernel': oneChannel([[1]]),
      },
      output: [[0.7311], [0.5]],
      steps: [
        { at: [0, 0], sum: 'exp(1)/(exp(1) + exp(0))·1 + exp(0)/(exp(1) + exp(0))·0' },
        { at: [1, 0], sum: 'exp(0)/(exp(0) + exp(0))·1 + exp(0)/(exp(0) + exp(0))·0' },
      ],
    },
  },
  code: {
    keras: ({ params: values, inputs, name }) => {
      const layer = kerasCall('MultiHeadAttention', params, values, name, {
        positional: ['numHeads', 'keyDim'],
        leaveOut: ['useCausalMask'],
      });
      const call = read.flag(values, 'useCausalMask') ? ', use_causal_mask=True' : '';
      const names = ['query', 'value', 'key'].slice(0, inputs.length);
      const given = inputs.length < 2 ? 'query, query' : names.join(', ');
      return `lambda ${names.join(', ')}: ${layer}(${given}${call})`;
    },
    pytorch: ({ params: values, inputs }) => {
      const { heads, keyDim, valueDim, features } = sizesOf(values, inputs);
      const { query, value, key } = roles(inputs);
      const options = [
        `${query[1]}, ${heads}`,
        ...(read.number(values, 'dropout') > 0 ? [`dropout=${read.number(values, 'dropout')}`] : []),
        ...(read.flag(values, 'useBias') ? [] : ['bias=False']),
        ...(key[1] === query[1] ? [] : [`kdim=${key[1]}`]),
        ...(value[1] === query[1] ? [] : [`vdim=${value[1]}`]),
        'batch_first=True',
      ];
      const isSame = heads * keyDim === query[1] && valueDim === keyDim && features === query[1];
      const note = isSame
        ? 'takes (query, key, value) and gives (output, shares)'
        : 'takes (query, key, value); its heads share the features of the query';
      return torchNote(`nn.MultiheadAttention(${options.join(', ')})`, note);
    },
    tfjs: () => null,
  },
};
