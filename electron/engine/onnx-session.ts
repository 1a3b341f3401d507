import { InferenceSession, Tensor } from 'onnxruntime-node';
import { inferGraph } from '#shared/compile/infer';
import type { CompileSource, ModelState } from '#shared/compile/program';
import { sizeOf } from '#shared/graph/shape';
import { DEVICES } from './devices/table';
import { threadCount } from './threads';

/** Below so many operations a run, about a third of a millisecond, a second core gains next to nothing and is left to the page. */
const ONE_CORE_FLOPS = 25e6;

/**
 * A core that has done its part of an operator waits so long, in microseconds, for the next before it is given back. ONNX Runtime's own
 * waiting is hundreds of times longer: little faster alone, but twice as slow as soon as the page or anything else needs a core.
 */
const SPIN_MICROSECONDS = '20';

/**
 * Where layers give more bytes than this a run, memory is not laid out beforehand. ONNX Runtime then holds the values of its first run and the layout at once: twice as
 * much, or half a gigabyte for a convolution of 64 channels on 256 images, and no faster. For small values the layout saves up to a fifth of the time.
 */
const LARGE_BYTES = 4 * 2 ** 20;

/**
 * Rewritings of ONNX Runtime that never find anything in a training graph, whose values the way back needs one by one, but look through all of it: a quarter of
 * the time that opening a session takes.
 */
const USELESS_IN_TRAINING = [
  'AttentionFusion',
  'BiasDropoutFusion',
  'BiasGeluFusion',
  'BiasSkipLayerNormFusion',
  'BiasSoftmaxFusion',
  'CastFloat16Transformer',
  'ConvActivationFusion',
  'ConvAddActivationFusion',
  'DoubleQDQPairsRemover',
  'DynamicQuantizeMatMulFusion',
  'EmbedLayerNormFusion',
  'EnsureUniqueDQForNodeUnit',
  'FastGeluFusion',
  'FuseFp16InitializerToFp32NodeTransformer',
  'GatherSliceToSplitFusion',
  'GatherToSliceFusion',
  'GeluFusionL1',
  'GeluFusionL2',
  'GroupQueryAttentionFusion',
  'GroupQueryAttentionPreNormFusion',
  'LayerNormFusionL1',
  'LayerNormFusionL2',
  'MatMulIntegerToFloatFusion',
  'MatMulNBitsFusion',
  'NhwcTransformer',
  'QDQFinalCleanupTransformer',
  'QDQPropagationTransformer',
  'QDQS8ToU8Transformer',
  'QDQSelectorActionTransformer',
  'QuickGeluFusion',
  'SimplifiedLayerNormFusion',
  'SkipLayerNormFusion',
  'SliceConcatToSpaceToDepthFusion',
  'WeightBiasQuantization',
  'WhereDummyDq',
].join(';');

/** Models of more bytes, some two hundred layers, stay as they were compiled: their steps take as long as with all rewritings, and opening them half as long. */
const LONG_MODEL_BYTES = 500_000;

interface SessionOptions {
  readonly isStrict?: boolean;
  readonly isLarge?: boolean;
  /** The model is a training step, or a loop of them. */
  readonly isTraining?: boolean;
}

/**
 * A session on `device` for a model with `flops` operations a run or, in a loop, a step. Operators share the work between
 * as many threads as are chosen where that pays; the graph itself runs in order, which is faster for training graphs and gives the same bits every time.
 * What the device cannot compute is left to the processor, unless `isStrict`: then it fails.
 */
export function createSession(
  bytes: Uint8Array,
  device: string,
  flops: number,
  { isStrict = false, isLarge = false, isTraining = false }: SessionOptions = {},
): Promise<InferenceSession> {
  return InferenceSession.create(bytes, {
    executionProviders: [device],
    ...DEVICES[device]?.session?.(bytes),
    intraOpNumThreads: flops < ONE_CORE_FLOPS ? 1 : threadCount(),
    interOpNumThreads: 1,
    executionMode: 'sequential',
    enableMemPattern: !isLarge,
    graphOptimizationLevel: isTraining && bytes.length > LONG_MODEL_BYTES ? 'disabled' : 'all',
    extra: {
      session: {
        intra_op: { spin_duration_us: SPIN_MICROSECONDS },
        ...(isStrict && { disable_cpu_ep_fallback: '1' }),
      },
      ...(isTraining && { optimization: { disable_specified_optimizers: USELESS_IN_TRAINING } }),
    },
    logSeverityLevel: 3,
  });
}

/** Operations of a training step: forward, about twice that backward, and the optimizer's dozen for each weight. */
export function trainingFlops({ graph }: CompileSource, batch: number): number {
  const { flops, trainableParams } = inferGraph(graph);
  return 3 * flops * batch + 12 * trainableParams;
}

export const forwardFlops = ({ graph }: CompileSource, batch: number): number =>
  inferGraph(graph).flops * batch;

/** Whether the values of a run of `batch` samples are many (`createSession`). */
export function isLargeRun({ graph }: CompileSource, batch: number): boolean {
  let numbers = 0;
  for (const { shape } of inferGraph(graph).nodes.values()) numbers += shape ? sizeOf(shape) : 0;
  return 4 * numbers * batch > LARGE_BYTES;
}

/** A tensor over `data` without a copy. The element type follows from the array's type. */
export function tensorOf(
  data: Float32Array | Int32Array | Uint8Array,
  dims: readonly number[],
): InferenceSession.OnnxValueMapType[string] {
  if (data instanceof Float32Array) return new Tensor('float32', data, dims);
  if (data instanceof Int32Array) return new Tensor('int32', data, dims);
  return new Tensor('uint8', data, dims);
}

export const int64Scalar = (value: number): Tensor =>
  new Tensor('int64', BigInt64Array.of(BigInt(value)), []);
export const uint32Scalar = (value: number): Tensor => new Tensor('uint32', Uint32Array.of(value), []);

/** The weights as inputs of a program; empty vectors are no inputs. */
export function weightFeeds(state: ModelState): InferenceSession.OnnxValueMapType {
  const vectors = { theta: state.theta, buffers: state.buffers, frozen: state.frozen };
  return Object.fromEntries(
    Object.entries(vectors)
      .filter(([, vector]) => vector.length > 0)
      .map(([name, vector]) => [name, tensorOf(vector, [vector.length])]),
  );
}

/** Only the feeds a program really has. */
export const feedsFor = (
  inputs: readonly string[],
  feeds: InferenceSession.OnnxValueMapType,
): InferenceSession.OnnxValueMapType =>
  Object.fromEntries(Object.entries(feeds).filter(([name]) => inputs.includes(name)));

/** The float32 numbers of an output. */
export function floatsOf(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const output = outputs[name];
  if (!output || !(output.data instanceof Float32Array))
    throw new Error(`The compiled model has no float32 output "${name}"`);
  return output.data;
}
