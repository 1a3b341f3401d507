import type { Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { sizeOf } from '#shared/graph/shape';
import { kerasCall, torchNote, torchSequence } from './code';
import {
  convolutionBadge,
  dilationRateParam,
  filtersParam,
  groupsMustDivide,
  groupsParam,
  stridesWithDilation,
} from './convolution';
import type { LayerDefinition } from './definition';
import { activationOf, tfjsWithActivation, torchActivation } from './fused-activation';
import { activationParam, paddingParam, paramReader, useBiasParam } from './params';
import { needsSequence } from './problems';
import { trainedBy } from './trained';
import { ONE_TO_ONE } from './same-shape';
import {
  engineSequenceWindow,
  imageToSequence,
  sequencePads,
  sequenceToImage,
  type SequenceWindow,
  walkSequence,
} from './sequence';
import { BIAS, KERNEL, weightParams } from './weight-params';
import { COUNT, oneChannel } from './help';
import { convolutionWhy } from './why/windows';

const params: ParamSpecs = {
  filters: filtersParam,
  kernelSize: {
    kind: 'int',
    default: 3,
    min: 1,
    max: 1024,
    unit: { en: 'steps', ko: '스텝' },
    label: { en: 'Kernel size', ko: '커널 크기' },
    help: {
      en: 'Number of steps that the window covers. 3 to 9 is usual.',
      ko: '창이 덮는 스텝의 수입니다. 보통 3~9를 씁니다.',
    },
  },
  strides: {
    kind: 'int',
    default: 1,
    min: 1,
    max: 1024,
    label: { en: 'Strides', ko: '스트라이드' },
    help: {
      en: 'Steps by which the window moves. 2 halves the sequence.',
      ko: '창이 한 번에 움직이는 스텝 수입니다. 2면 시퀀스가 절반으로 줄어듭니다.',
    },
  },
  padding: {
    ...paddingParam,
    options: [
      ...paddingParam.options,
      { value: 'causal', label: { en: 'causal (no look ahead)', ko: 'causal (앞을 보지 않음)' } },
    ],
    help: {
      en: 'valid uses only whole windows; same pads both ends; causal pads the beginning, so that no step sees later ones.',
      ko: 'valid는 온전한 창만 쓰고, same은 양끝을 채우며, causal은 처음만 채워 어떤 스텝도 뒤의 스텝을 보지 않게 합니다.',
    },
  },
  activation: activationParam,
  useBias: useBiasParam,
  dilationRate: {
    kind: 'int',
    default: 1,
    min: 1,
    max: 1024,
    advanced: true,
    label: dilationRateParam.label,
    help: {
      en: 'Distance between the steps that the window reads; doubling it from layer to layer covers long sequences.',
      ko: '창이 읽는 스텝 사이의 간격입니다. 층마다 두 배로 늘리면 긴 시퀀스를 볼 수 있습니다.',
    },
  },
  groups: groupsParam,
  ...weightParams({ kernel: KERNEL, bias: BIAS }),
};
const read = paramReader(params);
const trained = trainedBy(params);

const windowOf = (values: Params): SequenceWindow => ({
  size: read.number(values, 'kernelSize'),
  strides: read.number(values, 'strides'),
  padding: read.text(values, 'padding') as SequenceWindow['padding'],
  dilation: read.number(values, 'dilationRate'),
});

/** Convolution over the steps of a sequence (https://keras.io/api/layers/convolution_layers/convolution1d/). */
export const conv1d: LayerDefinition = {
  type: 'Conv1D',
  category: 'convolution',
  icon: 'audio-lines',
  params,
  ports: ONE_TO_ONE,
  inferShape: ({ params: values, inputs }) => {
    const sequence = inputs[0]!;
    if (sequence.length !== 2) return { ok: false, problem: needsSequence('Conv1D', sequence) };
    const [filters, window] = [read.number(values, 'filters'), windowOf(values)];
    const problem =
      groupsMustDivide(read.number(values, 'groups'), sequence[1]!, filters) ??
      stridesWithDilation([window.strides], [window.dilation]);
    if (problem) return { ok: false, problem };
    const walk = walkSequence(sequence[0]!, window);
    return 'problem' in walk
      ? { ok: false, problem: walk.problem }
      : { ok: true, shape: [walk.steps, filters] };
  },
  weights: ({ params: values, inputs }) => {
    const filters = read.number(values, 'filters');
    const perGroup = inputs[0]![1]! / read.number(values, 'groups');
    const shape = [read.number(values, 'kernelSize'), perGroup, filters];
    return [
      trained(values, 'kernel', shape, { layout: [2, 1, 0] }),
      ...(read.flag(values, 'useBias') ? [trained(values, 'bias', [filters])] : []),
    ];
  },
  lower: (context) => {
    const { b, params: values, inputs, weight } = context;
    const { strides, pads, dilations } = engineSequenceWindow(inputs[0]![0]!, windowOf(values));
    const [filters, perGroup, size] = weight('kernel').shape as [number, number, number];
    const maps = b.conv2d(
      sequenceToImage(b, context.values[0]!),
      b.reshape(weight('kernel'), [filters, perGroup, 1, size]),
      { strides, pads, dilations, groups: read.number(values, 'groups') },
    );
    const steps = imageToSequence(b, maps);
    const sum = read.flag(values, 'useBias') ? b.add(steps, weight('bias')) : steps;
    return activationOf(values).lower(b, sum);
  },
  flops: ({ params: values, inputs, output }) => {
    const cells = (read.number(values, 'kernelSize') * inputs[0]![1]!) / read.number(values, 'groups');
    const bias = read.flag(values, 'useBias') ? 1 : 0;
    return sizeOf(output) * (2 * cells + bias + activationOf(values).flopsPerElement);
  },
  badge: (values) =>
    convolutionBadge(
      [String(read.number(values, 'filters')), String(read.number(values, 'kernelSize'))],
      read.text(values, 'padding'),
      read.text(values, 'activation'),
    ),
  view: 'bars',
  why: convolutionWhy('sequence'),
  docs: {
    summary: {
      en: 'Slides small learned filters along a sequence.',
      ko: '학습된 작은 필터를 시퀀스를 따라 움직입니다.',
    },
    description: {
      en: 'Each filter covers a few steps with all their features and is moved along the sequence, which gives one number per position and filter. It finds short patterns wherever they are, and computes all positions at once, unlike a recurrent layer.',
      ko: '필터마다 몇 개의 스텝과 그 특징 모두를 덮은 채 시퀀스를 따라 움직이며, 위치와 필터마다 수 하나를 냅니다. 짧은 패턴을 어디에 있든 찾아내고, 순환층과 달리 모든 위치를 한꺼번에 계산합니다.',
    },
    formula:
      'y[t, f] = activation(Σ x[t·strides + u·dilation, c] · kernel[u, c, f] + bias[f]); parameters = size · features / groups · filters + filters',
    formulaTex: [
      { tex: String.raw`y_{t,f} = \varphi\Bigl(\sum_{u,c} x_{s t + d u,\; c} \, K_{u,c,f} + b_f\Bigr)` },
      { about: COUNT, tex: String.raw`k \cdot \frac{C}{g} \cdot F + F` },
    ],
    whenToUse: {
      en: 'For signals, sensor data and text as embeddings; with causal padding for forecasts.',
      ko: '신호, 센서 데이터, 임베딩한 텍스트에 씁니다. 예측에는 causal 패딩을 씁니다.',
    },
    example: {
      en: '16 filters of 5 steps on 100 × 3 give 96 × 16, with 5 · 3 · 16 + 16 = 256 parameters.',
      ko: '100 × 3에 5스텝짜리 필터 16개를 쓰면 96 × 16이 나오고, 파라미터는 5 · 3 · 16 + 16 = 256개입니다.',
    },
    worked: {
      params: { filters: 1, kernelSize: 2 },
      inputs: [[[1], [3], [2], [5]]],
      weights: { kernel: oneChannel([[-1], [1]]), bias: [0] },
      output: [[2], [-1], [3]],
      steps: [
        { at: [0, 0], sum: '1·(−1) + 3·1 + 0' },
        { at: [2, 0], sum: '2·(−1) + 5·1 + 0' },
      ],
    },
  },
  code: {
    keras: ({ params: values, name }) =>
      kerasCall('Conv1D', params, values, name, { positional: ['filters', 'kernelSize'] }),
    pytorch: ({ params: values, inputs, output }) => {
      const window = windowOf(values);
      const [before, after] = sequencePads(inputs[0]![0]!, window);
      const options = [
        window.strides > 1 ? `stride=${window.strides}` : '',
        before === after && before > 0 ? `padding=${before}` : '',
        window.dilation > 1 ? `dilation=${window.dilation}` : '',
        read.number(values, 'groups') > 1 ? `groups=${read.number(values, 'groups')}` : '',
        read.flag(values, 'useBias') ? '' : 'bias=False',
      ].filter((option) => option !== '');
      const sizes = [inputs[0]![1], read.number(values, 'filters'), window.size];
      const module = torchSequence([
        ...(before === after ? [] : [`nn.ConstantPad1d((${before}, ${after}), 0.0)`]),
        `nn.Conv1d(${[...sizes, ...options].join(', ')})`,
        // Its channels lie at axis 1.
        ...torchActivation(read.text(values, 'activation'), [1, ...output]),
      ]);
      return torchNote(module, 'takes and gives (batch, features, steps)');
    },
    tfjs: (context) =>
      read.number(context.params, 'groups') > 1
        ? null
        : tfjsWithActivation('layers.conv1d', params, context, ['filters', 'kernelSize']),
  },
};
