import type { Params } from '#shared/graph/document';
import type { ParamSpec, ParamSpecs } from '#shared/graph/params';
import { formatShape, type Shape } from '#shared/graph/shape';
import { averagePooling2d } from './average-pooling2d';
import { python, tfjsCall, torchNote } from './code';
import { conv2d } from './conv2d';
import type { LayerDefinition, LayerProblem, ShapeContext } from './definition';
import { dense } from './dense';
import { flatten } from './flatten';
import { globalAveragePooling2d } from './global-average-pooling2d';
import { globalMaxPooling2d } from './global-max-pooling2d';
import { toEngineOrder, toKerasOrder } from './keras-order';
import { maxPooling2d } from './max-pooling2d';
import { paramReader } from './params';
import { ONE_TO_ONE } from './same-shape';
import { flopsTerm, shapeTerms, weightTerms } from './why/explain';
import { mul, number } from './why/term';
import { COUNT } from './help';

/** Layers that can be applied to every step. */
const INNER: Readonly<Record<string, LayerDefinition>> = {
  Dense: dense,
  Conv2D: conv2d,
  MaxPooling2D: maxPooling2d,
  AveragePooling2D: averagePooling2d,
  GlobalAveragePooling2D: globalAveragePooling2d,
  GlobalMaxPooling2D: globalMaxPooling2d,
  Flatten: flatten,
};

/** `strides` of pooling and of convolutions start differently: nothing stands for each layer's own default. */
const OWN_DEFAULT = {
  nullable: true,
  default: null,
  nullLabel: { en: 'usual for the layer', ko: '층의 기본값' },
} as const;

/** The parameters of all inner layers, each shown where it matters. */
function innerParams(): ParamSpecs {
  const specs: Record<string, ParamSpec> = {};
  for (const { params } of Object.values(INNER)) {
    for (const [name, spec] of Object.entries(params)) {
      const is = Object.keys(INNER).filter((type) => Object.hasOwn(INNER[type]!.params, name));
      const own = name === 'strides' ? OWN_DEFAULT : {};
      const when = { param: 'layer', is, ...(spec.when && { and: spec.when }) };
      specs[name] ??= { ...spec, ...own, when } as ParamSpec;
    }
  }
  return specs;
}

const params: ParamSpecs = {
  layer: {
    kind: 'choice',
    default: 'Dense',
    options: Object.keys(INNER).map((value) => ({ value })),
    label: { en: 'Layer', ko: '층' },
    help: {
      en: 'What is applied to every step, with the same weights.',
      ko: '모든 스텝에 같은 가중치로 적용할 층입니다.',
    },
  },
  ...innerParams(),
};
const read = paramReader(params);

const typeOf = (values: Params): string => read.text(values, 'layer');

/** The inner layer with its parameters and the shape of one step. */
export function innerOf({ params: values, inputs }: ShapeContext) {
  const layer = INNER[typeOf(values)]!;
  const own = Object.entries(layer.params).map(([name, spec]) => {
    const value = values[name] ?? null;
    return [name, name === 'strides' && value === null ? spec.default : value] as const;
  });
  return { layer, context: { params: Object.fromEntries(own), inputs: [inputs[0]!.slice(1)] } };
}

const stepsOf = ({ inputs }: ShapeContext) =>
  number(inputs[0]![0]!, { tex: 'T', meaning: { en: 'steps of the input', ko: '입력의 스텝 수' } });

const needsSteps = (received: Shape): LayerProblem => ({
  code: 'layer-needs-steps',
  message: {
    en: 'TimeDistributed needs steps, and something to work on in each of them.',
    ko: 'TimeDistributed에는 스텝과, 스텝마다 적용할 값이 필요합니다.',
  },
  expected: { en: 'steps × …', ko: '스텝 × …' },
  received: formatShape(received),
});

/** The same layer at every step (https://keras.io/api/layers/recurrent_layers/time_distributed/). */
export const timeDistributed: LayerDefinition = {
  type: 'TimeDistributed',
  category: 'recurrent',
  icon: 'film',
  params,
  ports: ONE_TO_ONE,
  inferShape: (context) => {
    const shape = context.inputs[0]!;
    if (shape.length < 2) return { ok: false, problem: needsSteps(shape) };
    const { layer, context: inner } = innerOf(context);
    const answer = layer.inferShape(inner);
    if (!answer.ok) return answer;
    return { ok: true, shape: [shape[0]!, ...answer.shape] };
  },
  weights: (context) => {
    const { layer, context: inner } = innerOf(context);
    return layer.weights(inner);
  },
  lower: (context) => {
    const { b, batch, inputs, output, values } = context;
    const { layer, context: inner } = innerOf(context);
    const [steps, ...step] = inputs[0]! as readonly [number, ...number[]];
    const rows = b.reshape(toKerasOrder(b, values[0]!), [batch * steps, ...step]);
    const result = layer.lower({
      ...context,
      ...inner,
      values: [toEngineOrder(b, rows)],
      output: output.slice(1),
      batch: batch * steps,
    });
    return toEngineOrder(b, b.reshape(toKerasOrder(b, result), [batch, ...output]));
  },
  flops: (context) => {
    const { layer, context: inner } = innerOf(context);
    return context.inputs[0]![0]! * layer.flops({ ...inner, output: context.output.slice(1) });
  },
  why: {
    shape: (context) => {
      const { layer, context: inner } = innerOf(context);
      const step = { ...inner, output: context.output.slice(1) };
      return [stepsOf(context), ...shapeTerms(layer, step)];
    },
    weights: (context) => {
      const { layer, context: inner } = innerOf(context);
      return Object.fromEntries(weightTerms(layer, { ...inner, output: context.output.slice(1) }));
    },
    flops: (context) => {
      const { layer, context: inner } = innerOf(context);
      return mul(stepsOf(context), flopsTerm(layer, { ...inner, output: context.output.slice(1) }));
    },
  },
  badge: (values) => typeOf(values),
  view: 'bars',
  docs: {
    summary: {
      en: 'Applies one layer to every step of a sequence, such as the pictures of a film.',
      ko: '영상의 장면처럼 시퀀스의 모든 스텝에 층 하나를 적용합니다.',
    },
    description: {
      en: 'Every step goes through the same layer with the same weights, as if the steps were samples of a batch. So a convolution can look at each picture of a film before an LSTM follows what happens.',
      ko: '스텝들이 배치의 샘플인 것처럼 모든 스텝이 같은 가중치를 가진 같은 층을 지납니다. 그래서 합성곱이 영상의 장면을 하나씩 보고, 이어서 LSTM이 흐름을 따라갈 수 있습니다.',
    },
    formula: 'y[t] = layer(x[t]); parameters = those of the layer',
    formulaTex: [
      { tex: String.raw`y_t = \operatorname{layer}(x_t)` },
      { about: COUNT, tex: String.raw`N_{\text{layer}}` },
    ],
    whenToUse: {
      en: 'Before a recurrent layer when the steps are images; Dense works on every step by itself already.',
      ko: '스텝이 이미지일 때 순환층 앞에 둡니다. Dense는 그냥 써도 스텝마다 적용됩니다.',
    },
    example: {
      en: '10 pictures of 28 × 28 × 1 through a Conv2D with 8 filters of 3 × 3: 10 × 26 × 26 × 8, with 80 parameters.',
      ko: '28 × 28 × 1 장면 10개를 3 × 3 필터 8개인 Conv2D에 통과시키면 10 × 26 × 26 × 8이 되고 파라미터는 80개입니다.',
    },
    worked: {
      params: { layer: 'Dense', units: 1 },
      inputs: [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      weights: { kernel: [[1], [1]], bias: [0] },
      output: [[3], [7]],
      steps: [
        { at: [0, 0], sum: '1·1 + 2·1 + 0' },
        { at: [1, 0], sum: '3·1 + 4·1 + 0' },
      ],
    },
  },
  code: {
    keras: (context) => {
      const { layer, context: inner } = innerOf(context);
      const output = context.output.slice(1);
      const line = layer.code.keras({ ...inner, output, name: context.name });
      const name = `name=${python(context.name)}`;
      const alone = line.replace(`, ${name}`, '').replace(name, '');
      return `layers.TimeDistributed(${alone}, ${name})`;
    },
    pytorch: (context) => {
      const { layer, context: inner } = innerOf(context);
      const line = layer.code.pytorch({ ...inner, output: context.output.slice(1), name: context.name });
      return torchNote(line, 'applied to x.flatten(0, 1), then .unflatten(0, (-1, steps))');
    },
    tfjs: (context) => {
      const { layer, context: inner } = innerOf(context);
      const line = layer.code.tfjs({
        ...inner,
        output: context.output.slice(1),
        name: `${context.name}_layer`,
      });
      return (
        line && tfjsCall('layers.timeDistributed', { name: context.name }).replace('({', `({layer: ${line}, `)
      );
    },
  },
};
