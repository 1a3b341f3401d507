import type { Choice, Params } from '#shared/graph/document';
import { INITIALIZERS } from '#shared/train/initializers';
import { LOSSES } from '#shared/train/losses';
import { METRICS } from '#shared/train/metrics';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { SCHEDULES } from '#shared/train/schedules';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import type { TrainingConfig } from '#shared/train/config';
import { caseOf, type PythonCase } from './case';
import { block, draw, type Drawn } from './drawing';

const choice = (type: string, params: Params = {}): Choice => ({ type, params });

const input: Drawn = { type: 'Input', name: 'samples', params: { shape: [6] } };
const hidden: Drawn = { type: 'Dense', name: 'hidden', params: { units: 5, activation: 'tanh' } };
const head = (units: number, activation: string): readonly Drawn[] => [
  { type: 'Dense', name: 'classes', params: { units, activation } },
  { type: 'Output', name: 'answer' },
];

const THREE = { shape: [6], classes: 3 };
const TWO = { shape: [6], classes: 2 };
const net = (activation = 'softmax', units = 3) => draw([input, hidden, ...head(units, activation)]);

const trained = (name: string, training: Partial<TrainingConfig>, more: Partial<PythonCase> = {}) =>
  caseOf(name, net(), THREE, training, more);

/** What a loss wants of the network's end. */
const ENDS: Readonly<Record<string, readonly [activation: string, units: number]>> = {
  binary_crossentropy: ['sigmoid', 1],
  poisson: ['softplus', 3],
  hinge: ['tanh', 3],
  squared_hinge: ['tanh', 3],
  categorical_hinge: ['linear', 3],
};

const losses = Object.keys(LOSSES).flatMap((type) => {
  const [activation, units] = ENDS[type] ?? ['softmax', 3];
  const data = units === 1 ? TWO : THREE;
  const make = (name: string, params: Params, end = activation) =>
    caseOf(`loss ${type}${name}`, net(end, units), data, { loss: choice(type, params) });
  return [
    make('', {}),
    ...(Object.hasOwn(LOSSES[type]!.params, 'fromLogits') ? [make(' from logits', {}, 'linear')] : []),
    ...(Object.hasOwn(LOSSES[type]!.params, 'labelSmoothing')
      ? [
          make(' smoothed', { labelSmoothing: 0.2 }),
          make(' smoothed logits', { labelSmoothing: 0.2 }, 'linear'),
        ]
      : []),
    ...(type === 'sparse_categorical_crossentropy' ? [make(' without a class', { ignoreClass: 1 })] : []),
    ...(type === 'huber' ? [make(' with delta', { delta: 0.3 })] : []),
  ];
});

const metric = (type: string) => choice(type);
const all = [...Object.keys(METRICS), ...Object.keys(STREAMING_METRICS)];
const metrics = [
  ...all.map((type) => trained(`metric ${type}`, { metrics: [metric(type)] })),
  ...all
    .filter((type) => METRICS[type]?.targets !== 'one-hot' && METRICS[type]?.targets !== 'sparse')
    .map((type) => caseOf(`binary metric ${type}`, net('sigmoid', 1), TWO, { metrics: [metric(type)] })),
  caseOf('metrics of logits', net('linear'), THREE, {
    metrics: ['accuracy', 'precision', 'auc', 'mean_squared_error', 'f1_score', 'binary_accuracy'].map(
      metric,
    ),
  }),
  caseOf('metrics of one logit', net('linear', 1), TWO, {
    metrics: ['accuracy', 'precision', 'auc', 'binary_accuracy'].map(metric),
  }),
  trained('metrics with options', {
    metrics: [
      choice('precision', { thresholds: [0.2, 0.5], classId: 1 }),
      choice('recall', { topK: 2 }),
      choice('f1_score', { average: 'macro', threshold: 0.4 }),
      choice('f1_score', { average: 'weighted' }),
      choice('f1_score', { average: 'micro' }),
      choice('auc', { curve: 'PR' }),
      choice('auc', { multiLabel: true, summationMethod: 'majoring' }),
      choice('auc', { curve: 'PR', summationMethod: 'minoring', numThresholds: 20 }),
      choice('r2_score', { classAggregation: 'variance_weighted_average', numRegressors: 2 }),
      choice('top_k_categorical_accuracy', { k: 2 }),
      choice('mean_io_u', { ignoreClass: 0 }),
    ],
  }),
  caseOf('sparse targets', net(), THREE, {
    loss: choice('sparse_categorical_crossentropy'),
    metrics: ['accuracy', 'top_k_categorical_accuracy', 'mean_io_u', 'precision'].map(metric),
  }),
];

/** Each optimizer as it is, with momentum and the like, and with what all of them have. */
const optimizers = Object.keys(OPTIMIZERS).flatMap((type) => {
  const specs = OPTIMIZERS[type]!.params;
  const own: Params = {
    ...('momentum' in specs && { momentum: 0.9 }),
    ...('amsgrad' in specs && { amsgrad: true }),
    ...('centered' in specs && { centered: true }),
    ...('rho' in specs && { rho: 0.8 }),
    ...('beta' in specs && {
      beta: 0.1,
      l1RegularizationStrength: 0.001,
      l2RegularizationStrength: 0.01,
      l2ShrinkageRegularizationStrength: 0.01,
    }),
  };
  const make = (name: string, params: Params) =>
    trained(
      `optimizer ${type}${name}`,
      { optimizer: choice(type, params) },
      // Epsilon stands elsewhere in PyTorch's.
      type === 'RMSprop' ? { tolerance: 0.01 } : {},
    );
  return [
    make('', {}),
    ...(Object.keys(own).length > 0 ? [make(' with options', own)] : []),
    make(' with decay and clipping', { weightDecay: 0.1, clipnorm: 0.05 }),
  ];
});
const around = (
  [
    { nesterov: true, momentum: 0.9 },
    { clipvalue: 0.01 },
    { globalClipnorm: 0.1 },
    { gradientAccumulationSteps: 2 },
    { useEma: true, emaMomentum: 0.8 },
    { useEma: true, emaMomentum: 0.8, emaOverwriteFrequency: 2 },
    { gradientAccumulationSteps: 2, clipnorm: 0.05, weightDecay: 0.1 },
  ] as readonly Params[]
).map((params) =>
  trained(`SGD with ${Object.keys(params).join(', ')}`, {
    learningRate: 0.1,
    optimizer: choice('SGD', params),
  }),
);

const RATES: Readonly<Record<string, readonly Params[]>> = {
  ExponentialDecay: [{ decaySteps: 4 }, { decaySteps: 4, staircase: true }],
  PiecewiseConstantDecay: [{ boundaries: [2, 5], values: [0.1, 0.05, 0.01] }],
  PolynomialDecay: [
    { decaySteps: 4, power: 2 },
    { decaySteps: 3, cycle: true },
  ],
  InverseTimeDecay: [{ decaySteps: 2 }, { decaySteps: 2, staircase: true }],
  CosineDecay: [
    { decaySteps: 6, alpha: 0.1 },
    { decaySteps: 4, warmupTarget: 0.1, warmupSteps: 3 },
  ],
  CosineDecayRestarts: [
    { firstDecaySteps: 2, tMul: 2, mMul: 0.5, alpha: 0.1 },
    { firstDecaySteps: 3, tMul: 1 },
  ],
  OneCycle: [{ totalSteps: 9 }, { totalSteps: 12, threePhase: true, annealStrategy: 'linear' }],
};
const schedules = Object.keys(SCHEDULES).flatMap((type) =>
  RATES[type]!.map((params, i) =>
    trained(`schedule ${type} ${i}`, {
      learningRate: 0.05,
      optimizer: choice('SGD'),
      schedule: choice(type, params),
    }),
  ),
);

const callbacks = [
  trained('callbacks that watch', {
    epochs: 6,
    metrics: [metric('accuracy')],
    callbacks: [
      choice('EarlyStopping', { patience: 1, restoreBestWeights: true, minDelta: 0.02 }),
      choice('ReduceLROnPlateau', { patience: 1, factor: 0.5, minDelta: 0.05 }),
      choice('ModelCheckpoint', { saveBestOnly: true }),
      choice('ModelCheckpoint', {}),
      choice('StopAtTarget', { monitor: 'val_accuracy', target: 1.1 }),
      choice('TerminateOnNaN', {}),
      choice('CSVLogger', {}),
    ],
  }),
  trained('callbacks that keep', {
    callbacks: [choice('EarlyStopping', { patience: 2, baseline: 0.5, startFromEpoch: 1, mode: 'min' })],
  }),
  trained('probes', {
    callbacks: ['weight_norm', 'learning_rate', 'gradient_norm', 'output_mean', 'dead', 'weight'].map(
      (quantity) =>
        choice('Probe', {
          quantity,
          every: 1,
          unit: 'epoch',
          ...(quantity === 'weight' && { layers: 'hidden', weight: 'kernel', index: [0, 1] }),
        }),
    ),
  }),
];

const weighted = [
  trained('class weights', { classWeights: [0.5, 1, 2] }),
  trained('balanced class weights', { classWeights: 'balanced' }),
  caseOf('sample weights', net(), { ...THREE, isWeighted: true }, {}),
  caseOf('sample and class weights', net(), { ...THREE, isWeighted: true }, { classWeights: [0.5, 1, 2] }),
];

const rules: readonly PythonCase[] = [
  ...(
    [
      { kernelRegularizer: 'L1', kernelRegularizerL1: 0.02, biasRegularizer: 'L2' },
      { kernelRegularizer: 'L1L2', kernelRegularizerL1: 0.02, kernelRegularizerL2: 0.03 },
      { kernelConstraint: 'MaxNorm', kernelConstraintMaxValue: 0.5 },
      { kernelConstraint: 'UnitNorm', biasConstraint: 'NonNeg' },
      {
        kernelConstraint: 'MinMaxNorm',
        kernelConstraintMinValue: 0.6,
        kernelConstraintMaxValue: 0.8,
        kernelConstraintRate: 0.5,
      },
    ] as readonly Params[]
  ).map((params) =>
    caseOf(
      `rules ${Object.values(params)
        .filter((value) => typeof value === 'string')
        .join(', ')}`,
      draw([input, { ...hidden, params: { ...hidden.params, ...params } }, ...head(3, 'softmax')]),
      THREE,
      { learningRate: 0.1, optimizer: choice('SGD') },
    ),
  ),
  caseOf(
    'rules of convolutions',
    draw([
      { type: 'Input', name: 'samples', params: { shape: [6, 6, 2] } },
      {
        type: 'Conv2D',
        name: 'conv',
        params: {
          filters: 3,
          kernelConstraint: 'MaxNorm',
          kernelConstraintAxis: [0, 1, 2],
          kernelConstraintMaxValue: 0.5,
          kernelRegularizer: 'L2',
        },
      },
      { type: 'Flatten' },
      ...head(3, 'softmax'),
    ]),
    { shape: [6, 6, 2], classes: 3 },
    {},
  ),
  ...Object.keys(INITIALIZERS).map((type) =>
    caseOf(
      `initializer ${type}`,
      draw([input, { ...hidden, params: { units: 6, kernelInitializer: type } }, ...head(3, 'softmax')]),
      THREE,
      { epochs: 1 },
      { isRandom: true },
    ),
  ),
];

const image = (shape: readonly number[]): Drawn => ({
  type: 'Input',
  name: 'samples',
  params: { shape: [...shape] },
});
const conv = (name: string, more: Partial<Drawn> = {}, params: Params = {}): Drawn => ({
  type: 'Conv2D',
  name,
  params: { filters: 4, padding: 'same', activation: 'relu', ...params },
  ...more,
});

const residual = block(
  'Residual block',
  [
    conv('first'),
    conv('second', {}, { activation: 'linear' }),
    { type: 'Add', name: 'sum', from: ['second'] },
  ],
  ['first', 'sum'],
);
const narrowing = block('narrowing', [conv('inner'), { type: 'BatchNormalization', name: 'norm' }]);
const nested = block('nested', [
  { type: 'composite', name: 'part', composite: { id: 'narrowing', repeat: 2 } },
  { type: 'Dropout', name: 'off', params: { rate: 0.5 }, bypassed: true },
]);
const usesOf = (id: string, name: string, repeat: number, more: Partial<Drawn> = {}): Drawn => ({
  type: 'composite',
  name,
  composite: { id, repeat },
  ...more,
});
const pictures = { shape: [6, 6, 4], classes: 3 };

const drawings: readonly PythonCase[] = [
  caseOf(
    'composite that repeats',
    draw(
      [image([6, 6, 4]), usesOf('Residual block', 'block', 3), { type: 'Flatten' }, ...head(3, 'softmax')],
      [residual],
    ),
    pictures,
  ),
  caseOf(
    'composite of other shapes',
    draw(
      [image([6, 6, 2]), usesOf('narrowing', 'block', 3), { type: 'Flatten' }, ...head(3, 'softmax')],
      [narrowing],
    ),
    { shape: [6, 6, 2], classes: 3 },
  ),
  caseOf(
    'composites in composites',
    draw(
      [
        image([6, 6, 4]),
        usesOf('nested', 'block', 2),
        usesOf('narrowing', 'other', 1, { trainable: false }),
        { type: 'Flatten' },
        ...head(3, 'softmax'),
      ],
      [narrowing, nested],
    ),
    pictures,
  ),
  caseOf(
    'bypassed composite',
    draw(
      [
        image([6, 6, 4]),
        usesOf('narrowing', 'block', 2, { bypassed: true }),
        { type: 'Flatten' },
        ...head(3, 'softmax'),
      ],
      [narrowing],
    ),
    pictures,
  ),
  caseOf(
    'branches',
    draw([
      image([6, 6, 4]),
      conv('left'),
      conv('right', { from: ['samples'] }, { kernelSize: [1, 1] }),
      { type: 'Concatenate', name: 'both', from: ['left', 'right'] },
      conv('way', { from: ['both'] }),
      { type: 'Add', name: 'again', from: ['way', 'left', 'right'] },
      { type: 'GlobalAveragePooling2D' },
      ...head(3, 'softmax'),
    ]),
    pictures,
  ),
  caseOf(
    'frozen layers',
    draw([
      image([6, 6, 4]),
      conv('kept', { trainable: false }),
      { type: 'BatchNormalization', name: 'resting', trainable: false },
      { type: 'Flatten' },
      ...head(3, 'softmax'),
    ]),
    pictures,
  ),
  caseOf(
    'bypassed layers',
    draw([input, hidden, { type: 'Dropout', bypassed: true }, ...head(3, 'softmax')]),
    THREE,
  ),
  caseOf(
    'names of every kind',
    draw([
      input,
      { type: 'Dense', name: '은닉층', params: { units: 4 } },
      { type: 'Dense', name: 'train', params: { units: 4 } },
      { type: 'Dense', name: 'class', params: { units: 4 } },
      { type: 'Dense', name: 'a b/c', params: { units: 4 } },
      ...head(3, 'softmax'),
    ]),
    THREE,
  ),
  caseOf(
    'several heads',
    draw([
      input,
      hidden,
      { type: 'Dense', name: 'classes', params: { units: 3, activation: 'softmax' } },
      { type: 'Output', name: 'answer' },
      { type: 'Dense', name: 'copy', params: { units: 6 }, from: ['hidden'] },
      { type: 'Output', name: 'again', params: { target: 'input', lossWeight: 0.5 } },
    ]),
    THREE,
    { metrics: [metric('accuracy'), metric('mean_absolute_error')] },
  ),
  caseOf(
    'several heads with weights',
    draw([
      input,
      hidden,
      { type: 'Dense', name: 'classes', params: { units: 3, activation: 'softmax' } },
      { type: 'Output', name: 'answer' },
      { type: 'Dense', name: 'scores', params: { units: 3 }, from: ['hidden'] },
      { type: 'Output', name: 'other', params: { loss: 'mean_squared_error', metrics: 'none' } },
    ]),
    THREE,
    { classWeights: [1, 2, 3] },
  ),
  caseOf(
    'autoencoder of images',
    draw([
      image([6, 6, 4]),
      conv('code'),
      conv('picture', {}, { activation: 'linear' }),
      { type: 'Output', name: 'answer', params: { target: 'input' } },
    ]),
    pictures,
  ),
  caseOf(
    'autoencoder that flattens',
    draw([
      image([6, 6, 4]),
      { type: 'Flatten' },
      { type: 'Dense', params: { units: 144 } },
      { type: 'Output', name: 'answer', params: { target: 'input' } },
    ]),
    pictures,
    { metrics: [metric('mean_absolute_error')] },
  ),
];

/** Points in the plane must be the engine's own, number for number. */
const generated = ['xor', 'circles', 'moons', 'blobs', 'spirals'].map((dataset): PythonCase => {
  const drawn = draw([
    { type: 'Input', name: 'samples', params: { shape: [2] } },
    hidden,
    ...head(dataset === 'blobs' ? 3 : 2, 'softmax'),
  ]);
  const { data: _, ...made } = caseOf(`points ${dataset}`, drawn, TWO);
  const data = { ...made.project.data, dataset, params: { size: 40, seed: 5 } };
  return { ...made, project: { ...made.project, data } };
});

export const TRAINING_CASES: readonly PythonCase[] = [
  ...drawings,
  ...generated,
  ...losses,
  ...metrics,
  ...optimizers,
  ...around,
  ...schedules,
  ...callbacks,
  ...weighted,
  ...rules,
];
