import { bitsAt, keyOf } from '#shared/random/counter';
import type { Attrs, IrGraph, IrValue } from '#shared/ops/ir';

export interface Result {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

type Numbers = number[];
interface Call {
  readonly inputs: readonly Result[];
  readonly types: readonly IrValue[];
  readonly outputs: readonly IrValue[];
  readonly attrs: Attrs;
}
type Op = (call: Call) => Numbers | Numbers[];

const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

/** Calls back with every index of `shape`, in row-major order. */
function walk(shape: readonly number[], visit: (index: readonly number[], i: number) => void): void {
  const index = shape.map(() => 0);
  for (let i = 0, count = sizeOf(shape); i < count; i++) {
    visit(index, i);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
}

/** Position of `index` in `shape`, which may have fewer axes or axes of size 1. */
function at(shape: readonly number[], index: readonly number[]): number {
  const lead = index.length - shape.length;
  return shape.reduce((position, n, axis) => position * n + (n === 1 ? 0 : index[lead + axis]!), 0);
}

const normal = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis);

const map =
  (f: (x: number) => number): Op =>
  ({ inputs: [x] }) =>
    x!.data.map(f);

const zip =
  (f: (...values: number[]) => number): Op =>
  ({ inputs, outputs: [output] }) => {
    const data: Numbers = [];
    walk(output!.shape, (index) => data.push(f(...inputs.map((x) => x.data[at(x.shape, index)]!))));
    return data;
  };

const gather =
  (source: (call: Call, index: readonly number[]) => readonly number[]): Op =>
  (call) => {
    const [x] = call.inputs;
    const data: Numbers = [];
    walk(call.outputs[0]!.shape, (index) => data.push(x!.data[at(x!.shape, source(call, index))]!));
    return data;
  };

const reduce =
  (start: number, f: (sum: number, x: number) => number, finish = (sum: number, _count: number) => sum): Op =>
  ({ inputs: [x], attrs }) => {
    const axes = (attrs['axes'] as readonly number[]).map((axis) => normal(axis, x!.shape.length));
    const kept = x!.shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
    const sums = Array<number>(sizeOf(kept)).fill(start);
    walk(x!.shape, (index, i) => {
      const to = at(kept, index);
      sums[to] = f(sums[to]!, x!.data[i]!);
    });
    return sums.map((sum) => finish(sum, x!.data.length / sums.length));
  };

/** Rows along an axis, each changed by `f`. */
const along =
  (f: (row: Numbers) => Numbers): Op =>
  ({ inputs: [x], attrs }) => {
    const { shape, data } = x!;
    const axis = normal(attrs['axis'] as number, shape.length);
    const stride = sizeOf(shape.slice(axis + 1));
    const result = [...data];
    walk(
      shape.map((n, i) => (i === axis ? 1 : n)),
      (index) => {
        const first = index.reduce((position, n, i) => position * shape[i]! + n, 0);
        const cells = Array.from({ length: shape[axis]! }, (_, i) => first + i * stride);
        f(cells.map((cell) => data[cell]!)).forEach((value, i) => (result[cells[i]!] = value));
      },
    );
    return result;
  };

const softmax = (row: Numbers) => {
  const most = Math.max(...row);
  const exps = row.map((x) => Math.exp(x - most));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((x) => x / sum);
};

/** Power series, or the continued fraction of erfc where the series loses digits (https://dlmf.nist.gov/7.6.E1, 7.9.E1). */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 2.5) {
    let [sum, term] = [x, x];
    for (let n = 1; n < 60; n++) {
      term *= -(x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (size + fraction);
  return Math.sign(x) * (1 - Math.exp(-x * x) / ((size + fraction) * Math.sqrt(Math.PI)));
}

interface Window {
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  readonly dilations?: readonly [number, number];
  readonly groups?: number;
}

/** The cells of an image row-major that output cell (row, column) sees; null where there is padding. */
function windowCells(
  shape: readonly number[],
  size: readonly number[],
  attrs: Attrs,
  row: number,
  column: number,
): (number | null)[] {
  const { strides, pads, dilations = [1, 1] } = attrs as unknown as Window;
  const [height, width] = shape.slice(2) as [number, number];
  return Array.from({ length: size[0]! * size[1]! }, (_, cell) => {
    const y = row * strides[0] - pads[0] + Math.floor(cell / size[1]!) * dilations[0];
    const x = column * strides[1] - pads[1] + (cell % size[1]!) * dilations[1];
    return y < 0 || y >= height || x < 0 || x >= width ? null : y * width + x;
  });
}

/** Calls back for every (image, output cell, channel of it) of a convolution with the pairs of positions that are multiplied. */
function walkConvolution(
  x: readonly number[],
  kernel: readonly number[],
  output: readonly number[],
  attrs: Attrs,
  visit: (output: number, image: number, kernel: number) => void,
): void {
  const groups = (attrs['groups'] as number | undefined) ?? 1;
  const [filters, perGroup] = kernel as [number, number];
  const cells = kernel[2]! * kernel[3]!;
  const plane = x[2]! * x[3]!;
  walk(output, ([n, filter, row, column], to) => {
    const group = Math.floor(filter! / (filters / groups));
    const seen = windowCells(x, kernel.slice(2), attrs, row!, column!);
    for (let c = 0; c < perGroup; c++) {
      seen.forEach((cell, k) => {
        if (cell !== null)
          visit(to, (n! * x[1]! + group * perGroup + c) * plane + cell, (filter! * perGroup + c) * cells + k);
      });
    }
  });
}

/** For each output cell of a pooling: its position, its image's first cell and the cells it sees. */
function walkPooling(
  x: readonly number[],
  output: readonly number[],
  attrs: Attrs,
  visit: (output: number, cells: readonly number[]) => void,
): void {
  const plane = x[2]! * x[3]!;
  walk(output, ([n, c, row, column], to) => {
    const start = (n! * x[1]! + c!) * plane;
    const seen = windowCells(x, attrs['size'] as readonly number[], attrs, row!, column!);
    visit(
      to,
      seen.filter((cell) => cell !== null).map((cell) => start + cell),
    );
  });
}

const zeros = (value: IrValue): Numbers => Array<number>(sizeOf(value.shape)).fill(0);

const OPERATIONS: Readonly<Record<string, Op>> = {
  add: zip((a, b) => a + b),
  sub: zip((a, b) => a - b),
  mul: zip((a, b) => a * b),
  div: zip((a, b) => a / b),
  pow: zip((a, b) => a ** b),
  maximum: zip(Math.max),
  minimum: zip(Math.min),
  equal: zip((a, b) => Number(a === b)),
  greater: zip((a, b) => Number(a > b)),
  where: zip((condition, a, b) => (condition ? a : b)),
  neg: map((x) => -x),
  abs: map(Math.abs),
  sign: map(Math.sign),
  step: map((x) => (x > 0 ? 1 : 0)),
  exp: map(Math.exp),
  log: map(Math.log),
  sqrt: map(Math.sqrt),
  reciprocal: map((x) => 1 / x),
  relu: map((x) => Math.max(0, x)),
  sigmoid: map((x) => 1 / (1 + Math.exp(-x))),
  tanh: map(Math.tanh),
  sin: map(Math.sin),
  cos: map(Math.cos),
  floor: map(Math.floor),
  erf: map(erf),
  softplus: map((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  cast: ({ inputs: [x], attrs }) => (attrs['to'] === 'float32' ? [...x!.data] : x!.data.map(Math.trunc)),
  clip: ({ inputs: [x], attrs }) =>
    x!.data.map((n) => Math.min(Math.max(n, attrs['min'] as number), attrs['max'] as number)),
  sum: reduce(0, (sum, x) => sum + x),
  mean: reduce(
    0,
    (sum, x) => sum + x,
    (sum, count) => sum / count,
  ),
  max: reduce(-Infinity, Math.max),
  softmax: along(softmax),
  logSoftmax: along((row) => {
    const most = Math.max(...row);
    const sum = row.reduce((total, x) => total + Math.exp(x - most), 0);
    return row.map((x) => x - most - Math.log(sum));
  }),
  argMax: (call) => {
    const { shape } = call.inputs[0]!;
    const axis = normal(call.attrs['axis'] as number, shape.length);
    const marked = along((row) => row.map(() => row.indexOf(Math.max(...row))))(call) as Numbers;
    const data: Numbers = [];
    walk(call.outputs[0]!.shape, (index) => data.push(marked[at(shape, index.toSpliced(axis, 0, 0))]!));
    return data;
  },
  oneHot: ({ inputs: [x], attrs }) =>
    x!.data.flatMap((n) => Array.from({ length: attrs['depth'] as number }, (_, i) => Number(i === n))),
  gather: ({ inputs: [table, indices] }) => {
    const width = sizeOf(table!.shape.slice(1));
    return indices!.data.flatMap((row) => table!.data.slice(row * width, (row + 1) * width));
  },
  rowSum: ({ inputs: [indices, values], outputs: [output] }) => {
    const data = zeros(output!);
    const width = values!.data.length / indices!.data.length;
    values!.data.forEach((x, i) => {
      data[indices!.data[Math.floor(i / width)]! * width + (i % width)]! += x;
    });
    return data;
  },
  reshape: map((x) => x),
  broadcast: gather((_call, index) => index),
  transpose: gather(({ attrs }, index) => {
    const perm = attrs['perm'] as readonly number[];
    return perm.map((_, axis) => index[perm.indexOf(axis)]!);
  }),
  slice: gather(({ attrs }, index) =>
    index.map((n, axis) => n + (attrs['starts'] as readonly number[])[axis]!),
  ),
  pad: ({ inputs: [x], outputs: [output], attrs }) => {
    const data: Numbers = [];
    walk(output!.shape, (index) => {
      const from = index.map((n, axis) => n - (attrs['before'] as readonly number[])[axis]!);
      const isReal = from.every((n, axis) => 0 <= n && n < x!.shape[axis]!);
      data.push(isReal ? x!.data[at(x!.shape, from)]! : 0);
    });
    return data;
  },
  reverse: gather(({ inputs: [x], attrs }, index) => {
    const axis = normal(attrs['axis'] as number, index.length);
    return index.with(axis, x!.shape[axis]! - 1 - index[axis]!);
  }),
  concat: ({ inputs, outputs: [output], attrs }) => {
    const axis = normal(attrs['axis'] as number, output!.shape.length);
    const data: Numbers = [];
    walk(output!.shape, (index) => {
      let [i, offset] = [0, index[axis]!];
      while (offset >= inputs[i]!.shape[axis]!) offset -= inputs[i++]!.shape[axis]!;
      data.push(inputs[i]!.data[at(inputs[i]!.shape, index.with(axis, offset))]!);
    });
    return data;
  },
  split: ({ inputs: [x], outputs, attrs }) => {
    const axis = normal(attrs['axis'] as number, x!.shape.length);
    let start = 0;
    return outputs.map(({ shape }) => {
      const data: Numbers = [];
      walk(shape, (index) => {
        const from = index.with(axis, index[axis]! + start);
        data.push(x!.data[from.reduce((position, n, i) => position * x!.shape[i]! + n, 0)]!);
      });
      start += shape[axis]!;
      return data;
    });
  },
  matmul: ({ inputs: [a, b], outputs: [output], attrs }) => {
    const inner = a!.shape.at(attrs['transposeA'] ? -2 : -1)!;
    const swap = (index: readonly number[], flag: unknown) =>
      flag ? [...index.slice(0, -2), index.at(-1)!, index.at(-2)!] : index;
    const matrix = (x: Result, index: readonly number[]) => {
      const lead = x.shape.slice(0, -2);
      const batch = at(lead, index.slice(0, -2));
      return x.data[(batch * x.shape.at(-2)! + index.at(-2)!) * x.shape.at(-1)! + index.at(-1)!]!;
    };
    const data: Numbers = [];
    walk(output!.shape, (index) => {
      const lead = index.slice(0, -2);
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        const left = swap([...lead, index.at(-2)!, k], attrs['transposeA']);
        const right = swap([...lead, k, index.at(-1)!], attrs['transposeB']);
        sum += matrix(a!, left) * matrix(b!, right);
      }
      data.push(sum);
    });
    return data;
  },
  conv2d: ({ inputs: [x, kernel], outputs: [output], attrs }) => {
    const data = zeros(output!);
    walkConvolution(x!.shape, kernel!.shape, output!.shape, attrs, (to, image, k) => {
      data[to]! += x!.data[image]! * kernel!.data[k]!;
    });
    return data;
  },
  conv2dInputGradient: ({ inputs: [dy, kernel], outputs: [output], attrs }) => {
    const data = zeros(output!);
    walkConvolution(output!.shape, kernel!.shape, dy!.shape, attrs, (from, image, k) => {
      data[image]! += dy!.data[from]! * kernel!.data[k]!;
    });
    return data;
  },
  im2col: ({ inputs: [x], outputs: [output], attrs }) => {
    const size = attrs['size'] as readonly number[];
    const { strides, pads, dilations = [1, 1] } = attrs as unknown as Window;
    const columns =
      Math.floor((x!.shape[3]! + pads[1] + pads[3] - dilations[1] * (size[1]! - 1) - 1) / strides[1]) + 1;
    const cells = size[0]! * size[1]!;
    const plane = x!.shape[2]! * x!.shape[3]!;
    const data: Numbers = [];
    walk(output!.shape, ([n, line, cell]) => {
      const seen = windowCells(x!.shape, size, attrs, Math.floor(cell! / columns), cell! % columns);
      const from = seen[line! % cells]!;
      const channel = n! * x!.shape[1]! + Math.floor(line! / cells);
      data.push(from === null ? 0 : x!.data[channel * plane + from]!);
    });
    return data;
  },
  maxPool2d: ({ inputs: [x], outputs: [output], attrs }) => {
    const data = zeros(output!);
    walkPooling(x!.shape, output!.shape, attrs, (to, cells) => {
      data[to] = Math.max(...cells.map((cell) => x!.data[cell]!));
    });
    return data;
  },
  maxPool2dGradient: ({ inputs: [x, y, dy], outputs: [output], attrs }) => {
    const data = zeros(output!);
    walkPooling(x!.shape, y!.shape, attrs, (from, cells) => {
      data[cells.find((cell) => x!.data[cell] === y!.data[from])!]! += dy!.data[from]!;
    });
    return data;
  },
  avgPool2d: ({ inputs: [x], outputs: [output], attrs }) => {
    const data = zeros(output!);
    walkPooling(x!.shape, output!.shape, attrs, (to, cells) => {
      data[to] = cells.reduce((sum, cell) => sum + x!.data[cell]!, 0) / cells.length;
    });
    return data;
  },
  avgPool2dGradient: ({ inputs: [dy], outputs: [output], attrs }) => {
    const data = zeros(output!);
    walkPooling(output!.shape, dy!.shape, attrs, (from, cells) => {
      for (const cell of cells) data[cell]! += dy!.data[from]! / cells.length;
    });
    return data;
  },
  randomKey: ({ inputs: [seed, step], attrs }) => [
    keyOf(seed!.data[0]!, ...(attrs['parts'] as readonly number[]), step!.data[0]!),
  ],
  uniform: ({ inputs: [key], outputs: [output] }) =>
    zeros(output!).map((_, i) => (bitsAt(key!.data[0]!, i) >>> 8) * 2 ** -24),
};

/**
 * Computes an IR graph in float64, one number after the other: slow, plain, and independent of ONNX Runtime. Feeds are by port name,
 * row-major.
 */
export function interpret(
  graph: IrGraph,
  feeds: Readonly<Record<string, readonly number[]>>,
): Record<string, Result> {
  const values = new Map<number, Result>();
  for (const { name, value } of graph.inputs) {
    const data = feeds[name];
    if (!data) throw new Error(`Nothing was fed to ${name}`);
    if (data.length !== sizeOf(value.shape))
      throw new Error(`${name} takes ${sizeOf(value.shape)} numbers, not ${data.length}`);
    values.set(value.id, { shape: value.shape, data });
  }
  for (const { value, data } of graph.constants)
    values.set(value.id, { shape: value.shape, data: Array.from(data, Number) });
  for (const { op, inputs, outputs, attrs } of graph.nodes) {
    const call = { inputs: inputs.map(({ id }) => values.get(id)!), types: inputs, outputs, attrs };
    const results = OPERATIONS[op]!(call);
    outputs.forEach(({ id, shape }, i) => {
      const data =
        outputs.length > 1 || Array.isArray(results[0]) ? (results as Numbers[])[i]! : (results as Numbers);
      values.set(id, { shape, data });
    });
  }
  return Object.fromEntries(graph.outputs.map(({ name, value }) => [name, values.get(value.id)!]));
}
