import { type Shape, sameShape, sizeOf } from '#shared/graph/shape';

/** Numbers with their shape, row-major. */
export interface Numbers {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** How a weight of Keras is made of the tensors that PyTorch's layer of the same kind has. */
export interface TorchReading {
  /** Names behind the layer's own: `weight`, `bias_ih_l0`. */
  readonly parts: readonly string[];
  /** `wanted` is the shape that Keras's weight has; what comes out may have another one. */
  read(tensors: readonly Numbers[], wanted: Shape): Numbers;
}

/** Axis i of the result is axis `axes[i]` of `numbers`. */
export function transpose({ shape, data }: Numbers, axes: readonly number[]): Numbers {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const lengths = axes.map((axis) => shape[axis]!);
  const steps = axes.map((axis) => strides[axis]!);
  const result = new Float32Array(data.length);
  const at = lengths.map(() => 0);
  let from = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = data[from]!;
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      at[axis]!++;
      from += steps[axis]!;
      if (at[axis]! < lengths[axis]!) break;
      from -= at[axis]! * steps[axis]!;
      at[axis] = 0;
    }
  }
  return { shape: lengths, data: result };
}

/** Tensors of other ranks than the axes are left as they are: their shape tells that they do not fit. */
const turned = (numbers: Numbers, axes: readonly number[]): Numbers =>
  numbers.shape.length === axes.length ? transpose(numbers, axes) : numbers;

const plain = (part: string): TorchReading => ({ parts: [part], read: ([tensor]) => tensor! });

const transposed = (part: string, axes: readonly number[]): TorchReading => ({
  parts: [part],
  read: ([tensor]) => turned(tensor!, axes),
});

/** (channels · multiplier, 1, H, W) as (H, W, channels, multiplier). */
const depthwise: TorchReading = {
  parts: ['weight'],
  read: ([tensor], wanted) => {
    const { shape, data } = tensor!;
    const [outputs, one, height, width] = shape;
    const channels = wanted[2] ?? 0;
    if (shape.length !== 4 || one !== 1 || outputs! % channels !== 0) return tensor!;
    return transpose({ shape: [channels, outputs! / channels, height!, width!], data }, [2, 3, 0, 1]);
  },
};

/** PyTorch's gates r, z, n in Keras's order z, r, h; along the last axis. */
function gatesOfGru({ shape, data }: Numbers): Numbers {
  const width = shape.at(-1)!;
  const units = width / 3;
  if (!Number.isInteger(units)) return { shape, data };
  const order = [1, 0, 2];
  const result = Float32Array.from(data, (_, i) => {
    const column = i % width;
    const gate = order[Math.floor(column / units)]!;
    return data[i - column + gate * units + (column % units)]!;
  });
  return { shape, data: result };
}

/** Keras has one bias where PyTorch adds two. */
const addedBiases: TorchReading = {
  parts: ['bias_ih_l0', 'bias_hh_l0'],
  read: ([input, hidden]) =>
    sameShape(input!.shape, hidden!.shape)
      ? { shape: input!.shape, data: input!.data.map((value, i) => value + hidden!.data[i]!) }
      : input!,
};

const stackedBiases: TorchReading = {
  parts: ['bias_ih_l0', 'bias_hh_l0'],
  read: ([input, hidden]) => {
    if (!sameShape(input!.shape, hidden!.shape)) return input!;
    const data = new Float32Array(input!.data.length * 2);
    data.set(input!.data);
    data.set(hidden!.data, input!.data.length);
    return gatesOfGru({ shape: [2, ...input!.shape], data });
  },
};

const gruKernel = (part: string): TorchReading => ({
  parts: [part],
  read: ([tensor]) => gatesOfGru(turned(tensor!, [1, 0])),
});

const NORMALIZATION = {
  gamma: plain('weight'),
  beta: plain('bias'),
  moving_mean: plain('running_mean'),
  moving_variance: plain('running_var'),
};
const RECURRENT = {
  kernel: transposed('weight_ih_l0', [1, 0]),
  recurrent_kernel: transposed('weight_hh_l0', [1, 0]),
  bias: addedBiases,
};

/** By Keras's layer type and weight name. A bias that is called `bias` in both needs no row. */
export const TORCH_READINGS: Readonly<Record<string, Readonly<Record<string, TorchReading>>>> = {
  Dense: { kernel: transposed('weight', [1, 0]) },
  Conv1D: { kernel: transposed('weight', [2, 1, 0]) },
  Conv2D: { kernel: transposed('weight', [2, 3, 1, 0]) },
  Conv2DTranspose: { kernel: transposed('weight', [2, 3, 1, 0]) },
  DepthwiseConv2D: { kernel: depthwise },
  Embedding: { embeddings: plain('weight') },
  PReLU: { alpha: plain('weight') },
  BatchNormalization: NORMALIZATION,
  LayerNormalization: NORMALIZATION,
  GroupNormalization: NORMALIZATION,
  SimpleRNN: RECURRENT,
  LSTM: RECURRENT,
  GRU: {
    kernel: gruKernel('weight_ih_l0'),
    recurrent_kernel: gruKernel('weight_hh_l0'),
    bias: stackedBiases,
  },
};

/** Rows of a dense kernel behind a Flatten of [h, w, c], from PyTorch's order (c, h, w) to Keras's. */
export function reorderRows(kernel: Numbers, [height, width, channels]: Shape): Numbers {
  const [rows, units] = kernel.shape as [number, number];
  if (rows !== height! * width! * channels!) return kernel;
  const split = { shape: [channels!, height! * width!, units], data: kernel.data };
  return { shape: kernel.shape, data: transpose(split, [1, 0, 2]).data };
}
