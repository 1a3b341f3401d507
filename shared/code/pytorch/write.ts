import { adaptingLayers } from '#shared/compile/adapting';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { writeData } from '../data';
import { importsFor } from '../imports';
import { helpersFor } from '../helpers';
import { blocksOf } from '../plan';
import { codeNote, type CodeLine, type CodeProgram, linesOf } from '../program';
import { type CodeContext, sampleWeightLines } from '../source';
import { TORCH_HELPERS } from './helpers';
import { loopCallbacks } from './callbacks';
import { evaluating, measuring, trainingLoop } from './loop';
import { METRIC_HELPERS } from './metrics';
import { type TorchModel, writeTorchModel } from './model';
import { OPTIMIZER_HELPERS, rateFunction, torchOptimizer } from './optimizer';

const IMPORTS = [
  [/\bcopy\.deepcopy\(/, 'import copy'],
  [/\bcsv\.writer\(/, 'import csv'],
  [/\bgzip\./, 'import gzip'],
  [/\bmath\./, 'import math'],
  [/\bstruct\./, 'import struct'],
  [/\bOrderedDict\(/, 'from collections import OrderedDict'],
  [/\bNormalDist\(/, 'from statistics import NormalDist'],
  [/^/, ''],
  [/\bnp\./, 'import numpy as np'],
  [/^/, 'import torch'],
  [/\bnn\./, 'from torch import nn'],
  [/\bF\./, 'from torch.nn import functional as F'],
  [/\bdatasets\.MNIST/, 'from torchvision import datasets'],
] as const;

const text = (lines: readonly CodeLine[]): string => lines.map((line) => line.text).join('\n');

/** Parts with two empty lines between them. */
const spaced = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n\n');

/** A project as a program of PyTorch with a training loop of its own. */
export function writePytorch(context: CodeContext): CodeProgram {
  const { source, plan } = context;
  const { training } = source;
  const data = writeData(context, 'pytorch');
  const model = writeTorchModel(plan);
  const optimizer = torchOptimizer(training);
  const isWeighted = source.info.isWeighted === true || training.classWeights !== null;
  const hasPenalty = model.penalties.length > 0;
  const functions = [measuring(context), ...rules(model), evaluating(context, hasPenalty)];
  const rate = rateFunction(training);
  const setup = `${FROZEN}\noptimizer = ${optimizer.code}`;
  const loop = trainingLoop(context, { model, optimizer, isWeighted });
  const layers = helpersFor(text(model.lines), TORCH_HELPERS);
  const adapted = adapting(context, model);
  const optimizers = helpersFor(setup, OPTIMIZER_HELPERS);
  const helpers = [...helpersFor(functions.join('\n'), METRIC_HELPERS), ...optimizers];
  const prepared = preparing(context, isWeighted);
  const all = [
    data.text,
    prepared,
    text(model.lines),
    text(adapted),
    ...layers,
    ...helpers,
    ...functions,
    rate ?? '',
    setup,
    loop,
  ];
  const imports = importsFor(all.join('\n'), IMPORTS);
  const notes: Diagnostic[] = [
    ...data.notes,
    ...model.notes,
    ...loopCallbacks(training.callbacks).flatMap(({ note }) => note ?? []),
    ...(blocksOf(plan.body).some(({ layer }) => layer.type === 'BatchNormalization') ? [UNBIASED] : []),
    ...(training.schedule && hasMomentum(source) ? [MOMENTUM] : []),
    ...(['RMSprop', 'Adagrad'].includes(training.optimizer.type) ? [EPSILON] : []),
  ];
  return {
    sections: {
      imports: linesOf([...imports, '', `torch.manual_seed(${training.seed})`, DEVICE].join('\n')),
      data: linesOf(`# Data\n${data.text}\n${prepared}`),
      model: [
        { text: '# Model' },
        ...(layers.length > 0 ? linesOf(`${spaced(['', ...layers])}\n\n`) : []),
        ...(layers.length === 0 && model.lines[0]?.text.startsWith('class ') ? linesOf('\n') : []),
        ...model.lines,
        { text: 'model = model.to(device)' },
        ...adapted,
        { text: 'print(model)' },
      ],
      training: linesOf(
        `# Training${notesAsComments(notes)}\n\n\n${spaced([...helpers, ...functions, rate ?? '', setup])}`,
      ),
      fit: linesOf(loop),
      evaluation: linesOf(
        '# Evaluation\nfor name, value in evaluate(x_test.to(device), y_test.to(device)).items():\n    print(name, value)',
      ),
    },
    notes,
  };
}

const DEVICE = 'device = torch.device("cuda" if torch.cuda.is_available() else "cpu")';
const FROZEN = 'trained = [weight for weight in model.parameters() if weight.requires_grad]';

const notesAsComments = (notes: readonly Diagnostic[]): string =>
  notes
    .filter(({ code }) => code !== 'code-other-digits')
    .map(({ message }) => `\n# ${message.en}`)
    .join('');

const hasMomentum = ({ training }: CodeContext['source']): boolean =>
  training.optimizer.type === 'SGD' && Number(training.optimizer.params['momentum'] ?? 0) > 0;

/** Samples and labels as tensors, images channels first. */
function preparing(context: CodeContext, isWeighted: boolean): string {
  const { training, info } = context.source;
  const turned = info.shape.length === 3 ? '.permute(0, 3, 1, 2).contiguous()' : '';
  const split =
    training.validationSplit > 0
      ? `split = int(len(x_train) * (1 - ${training.validationSplit}))`
      : 'split = len(x_train)';
  return [
    split,
    ...(isWeighted ? sampleWeightLines(context, 'weight_train') : []),
    `x_train, x_test = (torch.from_numpy(x)${turned} for x in (x_train, x_test))`,
    'y_train, y_test = torch.from_numpy(y_train), torch.from_numpy(y_test)',
    ...(isWeighted ? ['weight_train = torch.from_numpy(weight_train)'] : []),
  ].join('\n');
}

/** Penalties on the weights and what they have to obey, as functions. */
function rules({ penalties, rules: lines }: TorchModel): readonly string[] {
  return [
    ...(penalties.length > 0
      ? [
          `def penalty():
    """What the regularizers add to the loss."""
    return (
        ${penalties.join('\n        + ')}
    )`,
        ]
      : []),
    ...(lines.length > 0
      ? [
          `@torch.no_grad()
def constrain():
    """What the weights are made to obey after every update."""
    ${lines.join('\n    ')}`,
        ]
      : []),
  ];
}

/** Layers that read the training data before training. */
function adapting({ source, plan }: CodeContext, { modules }: TorchModel): readonly CodeLine[] {
  const blocks = new Map(blocksOf(plan.body).map(({ id, nodeIds }) => [id, nodeIds]));
  const layers = adaptingLayers(source.graph).filter(({ nodeId }) => modules.has(nodeId));
  if (layers.length === 0) return [];
  return [
    ...linesOf(`

@torch.no_grad()
def adapt(layer):
    """Lets a layer read what comes to it of the training data."""
    seen = []
    hook = layer.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    model.eval()
    for part in x_train[:split].split(256):
        model(part.to(device))
    hook.remove()
    layer.adapt(torch.cat(seen))

`),
    ...layers.map(({ nodeId }) => ({
      text: `adapt(${modules.get(nodeId)!})`,
      nodeIds: blocks.get(nodeId)!,
    })),
  ];
}

const UNBIASED = codeNote('code-unbiased-variance', {
  en: 'PyTorch keeps the moving variance of batch normalization with n - 1 in the divisor, Keras with n.',
  ko: 'PyTorch는 배치 정규화의 이동 분산을 n - 1로 나누고, Keras는 n으로 나눕니다.',
});

const MOMENTUM = codeNote('code-momentum-and-schedule', {
  en: 'PyTorch multiplies the whole momentum with the present learning rate, Keras each gradient with the rate of its step.',
  ko: 'PyTorch는 모멘텀 전체에 지금의 학습률을 곱하고, Keras는 기울기마다 그 스텝의 학습률을 곱합니다.',
});

const EPSILON = codeNote('code-epsilon', {
  en: 'PyTorch adds epsilon of this optimizer to the root, Keras to what is under it: steps differ where gradients are tiny.',
  ko: '이 옵티마이저의 엡실론을 PyTorch는 제곱근에, Keras는 제곱근 안에 더하므로 기울기가 아주 작을 때 걸음이 다릅니다.',
});
