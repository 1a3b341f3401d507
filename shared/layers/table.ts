import { activation } from './activation';
import { add } from './add';
import { alphaDropout } from './alpha-dropout';
import { average } from './average';
import { averagePooling1d } from './average-pooling1d';
import { averagePooling2d } from './average-pooling2d';
import { batchNormalization } from './batch-normalization';
import { bidirectional } from './bidirectional';
import { concatenate } from './concatenate';
import { conv1d } from './conv1d';
import { conv2d } from './conv2d';
import { conv2dTranspose } from './conv2d-transpose';
import { cropping2d } from './cropping2d';
import type { LayerDefinition } from './definition';
import { dense } from './dense';
import { depthwiseConv2d } from './depthwise-conv2d';
import { dot } from './dot';
import { dropout } from './dropout';
import { elu } from './elu';
import { embedding } from './embedding';
import { flatten } from './flatten';
import { gaussianNoise } from './gaussian-noise';
import { globalAveragePooling1d } from './global-average-pooling1d';
import { globalAveragePooling2d } from './global-average-pooling2d';
import { globalMaxPooling1d } from './global-max-pooling1d';
import { globalMaxPooling2d } from './global-max-pooling2d';
import { groupNormalization } from './group-normalization';
import { gru } from './gru';
import { input } from './input';
import { layerNormalization } from './layer-normalization';
import { leakyRelu } from './leaky-relu';
import { lstm } from './lstm';
import { maximum } from './maximum';
import { maxPooling1d } from './max-pooling1d';
import { maxPooling2d } from './max-pooling2d';
import { minimum } from './minimum';
import { multiHeadAttention } from './multi-head-attention';
import { multiply } from './multiply';
import { normalization } from './normalization';
import { output } from './output';
import { permute } from './permute';
import { positionEmbedding } from './position-embedding';
import { prelu } from './prelu';
import { randomContrast } from './random-contrast';
import { randomCrop } from './random-crop';
import { randomFlip } from './random-flip';
import { randomRotation } from './random-rotation';
import { randomTranslation } from './random-translation';
import { randomZoom } from './random-zoom';
import { relu } from './relu';
import { repeatVector } from './repeat-vector';
import { reshape } from './reshape';
import { rescaling } from './rescaling';
import { resizing } from './resizing';
import { separableConv2d } from './separable-conv2d';
import { simpleRnn } from './simple-rnn';
import { sinePositionEncoding } from './sine-position-encoding';
import { softmax } from './softmax';
import { spatialDropout2d } from './spatial-dropout2d';
import { subtract } from './subtract';
import { timeDistributed } from './time-distributed';
import { upSampling2d } from './up-sampling2d';
import { zeroPadding2d } from './zero-padding2d';

const definitions: readonly LayerDefinition[] = [
  input,
  rescaling,
  normalization,
  resizing,
  randomFlip,
  randomTranslation,
  randomRotation,
  randomZoom,
  randomContrast,
  randomCrop,
  dense,
  embedding,
  positionEmbedding,
  sinePositionEncoding,
  conv2d,
  conv1d,
  depthwiseConv2d,
  separableConv2d,
  conv2dTranspose,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  globalMaxPooling2d,
  maxPooling1d,
  averagePooling1d,
  globalAveragePooling1d,
  globalMaxPooling1d,
  simpleRnn,
  lstm,
  gru,
  bidirectional,
  timeDistributed,
  multiHeadAttention,
  batchNormalization,
  layerNormalization,
  groupNormalization,
  dropout,
  spatialDropout2d,
  alphaDropout,
  gaussianNoise,
  activation,
  relu,
  leakyRelu,
  prelu,
  elu,
  softmax,
  flatten,
  reshape,
  permute,
  repeatVector,
  zeroPadding2d,
  cropping2d,
  upSampling2d,
  add,
  subtract,
  multiply,
  average,
  maximum,
  minimum,
  concatenate,
  dot,
  output,
];

/** Every layer type, in palette order. Adding a layer is one file and one line above. */
export const LAYERS: Readonly<Record<string, LayerDefinition>> = Object.fromEntries(
  definitions.map((definition) => [definition.type, definition]),
);
