/** Where one can read more of what a remark says. */
export interface LintSource {
  readonly authors: string;
  /** Absent for a page that is kept up to date. */
  readonly year?: number;
  readonly title: string;
  /** The part that says it. */
  readonly section?: string;
  readonly url: string;
}

const KERAS = 'Keras';
const keras = (title: string, path: string, section?: string): LintSource => ({
  authors: KERAS,
  title,
  ...(section !== undefined && { section }),
  url: `https://keras.io/${path}`,
});

const BATCH_NORMALIZATION = {
  authors: 'Ioffe, Szegedy',
  year: 2015,
  title: 'Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift',
  url: 'https://arxiv.org/abs/1502.03167',
} as const;

const GLOROT = {
  authors: 'Glorot, Bengio',
  year: 2010,
  title: 'Understanding the difficulty of training deep feedforward neural networks',
  url: 'https://proceedings.mlr.press/v9/glorot10a.html',
} as const;

const EFFICIENT_BACKPROP = {
  authors: 'LeCun, Bottou, Orr, Müller',
  year: 1998,
  title: 'Efficient BackProp',
  url: 'https://doi.org/10.1007/3-540-49430-8_2',
} as const;

const RECOMMENDATIONS = {
  authors: 'Bengio',
  year: 2012,
  title: 'Practical recommendations for gradient-based training of deep architectures',
  url: 'https://arxiv.org/abs/1206.5533',
} as const;

const CONVOLUTION_ARITHMETIC = {
  authors: 'Dumoulin, Visin',
  year: 2016,
  title: 'A guide to convolution arithmetic for deep learning',
  url: 'https://arxiv.org/abs/1603.07285',
} as const;

const BOOK = (chapter: string, section: string): LintSource => ({
  authors: 'Goodfellow, Bengio, Courville',
  year: 2016,
  title: 'Deep Learning',
  section,
  url: `https://www.deeplearningbook.org/contents/${chapter}.html`,
});

/** Authors with the year: `He, Zhang (2015)`. */
export const writtenBy = ({ authors, year }: LintSource): string =>
  year === undefined ? authors : `${authors} (${year})`;

/** The papers, books and pages that the remarks rest on. */
export const SOURCES = {
  hiddenUnits: BOOK('mlp', '6.1, 6.3'),
  outputUnits: BOOK('mlp', '6.2.2'),
  symmetry: BOOK('optimization', '8.4'),
  miniBatches: BOOK('optimization', '8.1.3'),
  saturation: { ...GLOROT, section: '3' },
  costFunction: { ...GLOROT, section: '4.1' },
  glorotInitialization: { ...GLOROT, section: '4.2' },
  heInitialization: {
    authors: 'He, Zhang, Ren, Sun',
    year: 2015,
    title: 'Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet Classification',
    section: '2.2',
    url: 'https://arxiv.org/abs/1502.01852',
  },
  selfNormalizing: {
    authors: 'Klambauer, Unterthiner, Mayr, Hochreiter',
    year: 2017,
    title: 'Self-Normalizing Neural Networks',
    section: 'Initialization',
    url: 'https://arxiv.org/abs/1706.02515',
  },
  placeOfNormalization: { ...BATCH_NORMALIZATION, section: '3.2' },
  movingStatistics: { ...BATCH_NORMALIZATION, section: '3.1' },
  smallBatches: {
    authors: 'Wu, He',
    year: 2018,
    title: 'Group Normalization',
    section: '1',
    url: 'https://arxiv.org/abs/1803.08494',
  },
  varianceShift: {
    authors: 'Li, Chen, Hu, Yang',
    year: 2018,
    title: 'Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift',
    url: 'https://arxiv.org/abs/1801.05134',
  },
  spatialDropout: {
    authors: 'Tompson, Goroshin, Jain, LeCun, Bregler',
    year: 2015,
    title: 'Efficient Object Localization Using Convolutional Networks',
    section: '3.2',
    url: 'https://arxiv.org/abs/1411.4280',
  },
  dropoutRate: {
    authors: 'Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov',
    year: 2014,
    title: 'Dropout: A Simple Way to Prevent Neural Networks from Overfitting',
    section: '7.3',
    url: 'https://jmlr.org/papers/v15/srivastava14a.html',
  },
  globalPooling: {
    authors: 'Lin, Chen, Yan',
    year: 2014,
    title: 'Network In Network',
    section: '3.2',
    url: 'https://arxiv.org/abs/1312.4400',
  },
  windows: { ...CONVOLUTION_ARITHMETIC, section: '2' },
  pooling: { ...CONVOLUTION_ARITHMETIC, section: '3' },
  shuffling: { ...EFFICIENT_BACKPROP, section: '4.2' },
  scaling: { ...EFFICIENT_BACKPROP, section: '4.3' },
  learningRate: { ...RECOMMENDATIONS, section: '3.1.1' },
  validation: {
    authors: 'Prechelt',
    year: 1998,
    title: 'Early Stopping – But When?',
    url: 'https://doi.org/10.1007/3-540-49430-8_3',
  },
  momentum: {
    authors: 'Sutskever, Martens, Dahl, Hinton',
    year: 2013,
    title: 'On the importance of initialization and momentum in deep learning',
    section: '2',
    url: 'https://proceedings.mlr.press/v28/sutskever13.html',
  },
  clipping: {
    authors: 'Pascanu, Mikolov, Bengio',
    year: 2013,
    title: 'On the difficulty of training recurrent neural networks',
    section: '3.2',
    url: 'https://arxiv.org/abs/1211.5063',
  },
  schedules: {
    authors: 'Loshchilov, Hutter',
    year: 2017,
    title: 'SGDR: Stochastic Gradient Descent with Warm Restarts',
    section: '3',
    url: 'https://arxiv.org/abs/1608.03983',
  },
  augmentation: {
    authors: 'Shorten, Khoshgoftaar',
    year: 2019,
    title: 'A survey on Image Data Augmentation for Deep Learning',
    section: 'Flipping',
    url: 'https://doi.org/10.1186/s40537-019-0197-0',
  },
  denseLayer: keras('Dense layer', 'api/layers/core_layers/dense/', 'Note'),
  functionalApi: keras('The Functional API', 'guides/functional_api/'),
  hingeLosses: keras('Hinge losses for "maximum-margin" classification', 'api/losses/hinge_losses/'),
  crossentropies: keras('Probabilistic losses', 'api/losses/probabilistic_losses/'),
  accuracies: keras('Accuracy metrics', 'api/metrics/accuracy_metrics/'),
  constraints: keras('Layer weight constraints', 'api/layers/constraints/'),
  plateau: keras('ReduceLROnPlateau', 'api/callbacks/reduce_lr_on_plateau/'),
  earlyStopping: keras('EarlyStopping', 'api/callbacks/early_stopping/'),
  checkpoints: keras('ModelCheckpoint', 'api/callbacks/model_checkpoint/'),
  callbacks: keras('Callbacks API', 'api/callbacks/'),
} as const satisfies Readonly<Record<string, LintSource>>;
