import type { Diagnostic } from '#shared/graph/diagnostic';
import { adaptingLayers } from '#shared/compile/adapting';
import { writeData } from '../data';
import { importsFor } from '../imports';
import { blocksOf } from '../plan';
import { codeNote, type CodeLine, type CodeProgram, linesOf } from '../program';
import { call } from '../python';
import { type CodeContext, type CodeHead, isWeighted, sampleWeightLines } from '../source';
import { helpersFor } from '../helpers';
import { KERAS_HELPERS } from './helpers';
import { kerasCallbacks } from './callbacks';
import { kerasLoss, kerasMetric, measured, targetsOf } from './losses';
import { namesOfBlocks, writeKerasModel } from './model';
import { kerasOptimizer, kerasRate } from './optimizer';

const IMPORTS = [
  [/\bgzip\./, 'import gzip'],
  [/\bmath\./, 'import math'],
  [/\bstruct\./, 'import struct'],
  [/\bNormalDist\(/, 'from statistics import NormalDist'],
  [/^/, ''],
  [/\bkeras\./, 'import keras'],
  [/\bnp\./, 'import numpy as np'],
] as const;

const MODULES = ['constraints', 'initializers', 'layers', 'regularizers'] as const;

/** A project as a program of Keras 3. */
export function writeKeras(context: CodeContext): CodeProgram {
  const { source, plan, inputIds } = context;
  const { training } = source;
  const data = writeData(context, 'keras');
  const model = writeKerasModel(plan, { shape: source.info.shape, nodeIds: inputIds });
  const rows = trainingOf(context, model.headName);
  const callbacks = kerasCallbacks(training.callbacks);
  const fit = fitting(context, callbacks.list.length > 0, model.headName);
  const body = [
    ...data.text.split('\n'),
    ...model.lines.map(({ text }) => text),
    ...rows.lines,
    ...callbacks.before,
    ...callbacks.list,
  ].join('\n');
  const helpers = helpersFor(body, KERAS_HELPERS);
  const all = [body, ...helpers, 'keras.utils'].join('\n');
  const used = MODULES.filter((name) => new RegExp(`(?<![\\w.])${name}\\.`).test(all));
  const imports = [
    ...importsFor(all, IMPORTS),
    ...(used.length > 0 ? [`from keras import ${used.join(', ')}`] : []),
  ];
  const isSparse = blocksOf(plan.body).some(({ layer }) => layer.type === 'Embedding');
  const sparse = isSparse && training.optimizer.type !== 'SGD' ? [SPARSE] : [];
  const list =
    callbacks.list.length > 0
      ? `callbacks = [\n${callbacks.list.map((one) => `    ${one.replaceAll('\n', '\n    ')},`).join('\n')}\n]`
      : '';
  return {
    sections: {
      imports: linesOf([...imports, '', `keras.utils.set_random_seed(${training.seed})`].join('\n')),
      data: linesOf(`# Data\n${data.text}${rows.targets}`),
      model: [
        { text: '# Model' },
        ...linesOf(helpers.map((helper) => `\n\n${helper}`).join('')).slice(1),
        ...(helpers.length > 0 ? [{ text: '' }, { text: '' }] : []),
        ...model.lines,
        ...adapting(context),
        { text: 'model.summary()' },
      ],
      training: [
        { text: '# Training' },
        ...rows.lines.flatMap(linesOf),
        ...callbacks.before.flatMap((code) => linesOf(`\n\n${code}`)),
        ...(list === '' ? [] : linesOf(callbacks.before.length > 0 ? `\n${list}` : list)),
      ],
      fit: linesOf(fit),
      evaluation: linesOf(evaluating(context)),
    },
    notes: [...data.notes, ...rows.notes, ...callbacks.notes, ...sparse],
  };
}

/** Targets of every head in a dictionary where there are several. */
function targetCode(
  { heads, classes }: CodeContext,
  part: 'train' | 'test',
  headName: (name: string) => string,
): string {
  const one = (head: CodeHead): string => {
    const labels = `y_${part}`;
    switch (targetsOf(head)) {
      case 'one-hot':
        return `keras.utils.to_categorical(${labels}, ${classes})`;
      case 'binary':
        return `${labels}.astype("float32").reshape(-1, 1)`;
      case 'input':
        return `x_${part}.reshape(-1, ${head.shape.join(', ')})`;
      default:
        return labels;
    }
  };
  if (heads.length === 1) return one(heads[0]!);
  return `{${heads.map((head) => `${JSON.stringify(headName(head.name))}: ${one(head)}`).join(', ')}}`;
}

function trainingOf(context: CodeContext, headName: (name: string) => string) {
  const { heads, source } = context;
  const { training } = source;
  const notes: Diagnostic[] = [];
  const isOne = heads.length === 1;
  // The weights of samples are made from class numbers, before these become targets.
  const targets: string[] = [];
  if (isWeighted(context)) {
    const { validationSplit } = training;
    if (validationSplit > 0) targets.push(`split = int(len(y_train) * (1 - ${validationSplit}))`);
    targets.push(...sampleWeightLines(context, 'sample_weight'));
  }
  const given = (['train', 'test'] as const).map(
    (part) => [`y_${part}`, targetCode(context, part, headName)] as const,
  );
  targets.push(...given.filter(([name, code]) => name !== code).map(([name, code]) => `${name} = ${code}`));

  const metricsOf = (head: CodeHead) =>
    measured(head).flatMap((metric) => {
      const { code, name } = kerasMetric(head, metric, isOne ? '' : `${head.name}_`);
      if (code === null) notes.push(withoutMetric(name));
      return code === null ? [] : [code];
    });
  const lists = heads.map(metricsOf);
  const bracket = (codes: readonly string[]) => {
    const line = `[${codes.join(', ')}]`;
    return line.length <= 80 ? line : `[\n${codes.map((code) => `    ${code},`).join('\n')}\n]`;
  };
  const keyed = (codes: readonly string[]) =>
    `{\n${codes.map((code, i) => `    ${JSON.stringify(headName(heads[i]!.name))}: ${code.replaceAll('\n', '\n    ')},`).join('\n')}\n}`;
  const weights = heads.map(({ lossWeight }) => String(lossWeight));
  const compile = [
    `optimizer=${kerasOptimizer(training)}`,
    `loss=${isOne ? kerasLoss(heads[0]!) : keyed(heads.map(kerasLoss))}`,
    ...(weights.every((weight) => weight === '1')
      ? []
      : [`loss_weights=${isOne ? `[${weights[0]}]` : keyed(weights)}`]),
    ...(lists.every((codes) => codes.length === 0)
      ? []
      : [`metrics=${isOne ? bracket(lists[0]!) : keyed(lists.map(bracket))}`]),
  ];
  const comments = notes.map(({ message }) => `# ${message.en}`);
  return {
    notes,
    targets: targets.length > 0 ? `\n${targets.join('\n')}` : '',
    lines: [
      ...(training.schedule ? [`learning_rate = ${kerasRate(training)}`] : []),
      ...comments,
      call('model.compile', compile, 0),
    ],
  };
}

const SPARSE = codeNote('code-sparse-gradients', {
  en: 'Keras on TensorFlow takes the gradient of an Embedding for sparse: the optimizer moves only the rows that a batch uses.',
  ko: 'TensorFlow에서 Keras는 Embedding의 기울기를 희소한 것으로 다루어, 옵티마이저가 배치에 나온 행만 움직입니다.',
});

const withoutMetric = (name: string): Diagnostic =>
  codeNote('code-without-metric', {
    en: `Keras has no metric that measures ${name} as Neuroloom does; it is left out.`,
    ko: `Keras에는 ${name}을(를) 여기와 똑같이 재는 지표가 없어 프로그램에서 뺐습니다.`,
  });

/** Layers that read the training data before training. */
function adapting({ source, plan }: CodeContext): readonly CodeLine[] {
  const names = namesOfBlocks(plan);
  const blocks = new Map(blocksOf(plan.body).map(({ id, nodeIds }) => [id, nodeIds]));
  const { validationSplit } = source.training;
  const samples = validationSplit > 0 ? `x_train[: int(len(x_train) * (1 - ${validationSplit}))]` : 'x_train';
  return adaptingLayers(source.graph).flatMap(({ nodeId }) => {
    const name = names.get(nodeId);
    if (name === undefined) return [];
    const nodeIds = blocks.get(nodeId)!;
    return [
      { text: '# Mean and variance come from the training data.', nodeIds },
      { text: `layer = model.get_layer(${JSON.stringify(name)})`, nodeIds },
      {
        text: `layer.adapt(keras.Model(model.inputs, layer.input).predict(${samples}, verbose=0))`,
        nodeIds,
      },
    ];
  });
}

function fitting(context: CodeContext, hasCallbacks: boolean, headName: (name: string) => string): string {
  const { source, heads } = context;
  const { training } = source;
  const { classWeights } = training;
  const weights = isWeighted(context)
    ? heads.length === 1
      ? ['sample_weight=sample_weight']
      : [
          `sample_weight={${heads.map(({ name }) => `${JSON.stringify(headName(name))}: sample_weight`).join(', ')}}`,
        ]
    : Array.isArray(classWeights)
      ? [
          `class_weight={${(classWeights as readonly number[]).map((weight, i) => `${i}: ${weight}`).join(', ')}}`,
        ]
      : [];
  const args = [
    'x_train',
    'y_train',
    `batch_size=${training.batchSize}`,
    `epochs=${training.epochs}`,
    ...(training.validationSplit > 0 ? [`validation_split=${training.validationSplit}`] : []),
    ...(training.shuffle ? [] : ['shuffle=False']),
    ...weights,
    ...(hasCallbacks ? ['callbacks=callbacks'] : []),
  ];
  return call('history = model.fit', args, 0);
}

const evaluating = ({ source }: CodeContext): string => `# Evaluation
results = model.evaluate(x_test, y_test, batch_size=${source.training.batchSize}, return_dict=True)
for name, value in results.items():
    print(name, value)`;
