import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { size } from '#shared/ops/shapes';
import { ONE_BY_ONE } from './channels';
import { type Pair, windowOf } from './convolution';
import { QUARTERS } from './images';
import type { Rewriter, Rule } from './rewriter';

/**
 * The gradient of a kernel as a convolution over each image, seen as one plane: the gradient of the result, as it lies in memory, is the kernel, and the cells
 * of a window with all their channels are the positions. Nothing is unfolded.
 */
export const kernelGradient: Rule = (r, node) => {
  const gradient = r.plan.kernelGradients.get(node);
  if (!gradient) return false;
  const { b } = r;
  const { image, dy, kernel, attrs } = gradient;
  const [out, channels, height, width] = kernel as readonly [number, number, number, number];
  const window = windowOf(attrs);
  const hasWhole = r.plan.consumers(dy).some(({ op }) => op === 'conv2dInputGradient');
  const parts = r.parts(dy, hasWhole ? 'whole' : r.layoutOf(dy));
  const step = parts.length === 4 ? 2 : 1;
  const walkOf = (part: IrValue, quarter: number, more = 0): Walk => {
    const [rows, columns] = part.shape.slice(2) as [number, number];
    const strides: Pair = [window.strides[0] * step, window.strides[1] * step];
    const [row, column] = QUARTERS[quarter]!;
    return {
      dy: part,
      strides,
      start: [window.strides[0] * row - window.pads[0], window.strides[1] * column - window.pads[1]],
      span: [(rows - 1) * strides[0] + 1, (columns - 1) * strides[1] + 1],
      size: [height, width + more],
      dilations: window.dilations,
    };
  };
  const outs = parts[0]!.shape[1]!;
  const whole = walkOf(parts[0]!, 0);
  const shares = parts.length === 4 ? r.sharesOf(dy) : undefined;
  let all: IrValue;
  if (parts.length === 1 && isTall(r, image, whole)) all = overTallPlanes(r, image, whole);
  else {
    const sums = shares
      ? [0, 2].flatMap((quarter) => {
          const [both, second] = shares.slice(quarter) as [IrValue, IrValue];
          return [overPixels(r, image, walkOf(both, quarter)), moved(quarter, second)];
        })
      : parts.map((part, quarter) => overPixels(r, image, walkOf(part, quarter)));
    all = b.transpose(
      sums.reduce((left, right) => b.add(left, right)),
      [0, 4, 3, 1, 2],
    );
  }
  const numbers = channels * height * width;
  const rows = b.reshape(all, [outs, size(all.shape) / outs]);
  r.setPlain(
    node.outputs[0]!,
    outs === out && rows.shape[1] === numbers ? rows : b.slice(rows, [0, 0], [out, numbers]),
  );
  return true;

  /** What the second of two quarters side by side adds, less what the first one has too much when it is given both their gradients. */
  function moved(quarter: number, second: IrValue): IrValue {
    const [, move] = window.strides;
    const both = overPixels(r, image, walkOf(second, quarter, move));
    const part = (from: number) => b.slice(both, [0, 0, from, 0, 0], both.shape.with(2, from + width));
    return b.sub(part(move), part(0));
  }
};

/** The cells of an image that each cell of a kernel meets. */
interface Walk {
  /** The gradient of the result, or a quarter of it. */
  readonly dy: IrValue;
  readonly strides: Pair;
  /** Where the first cell of the kernel begins; negative in the padding. */
  readonly start: Pair;
  /** From the first to the last place of a cell of the kernel. */
  readonly span: Pair;
  /** Of the kernel. */
  readonly size: Pair;
  readonly dilations: Pair;
}

/** What all cells of the kernel together meet. */
const reachOf = ({ span, size, dilations }: Walk): Pair =>
  [0, 1].map((i) => span[i]! + (size[i]! - 1) * dilations[i]!) as unknown as Pair;

/** With the channels last: any number of them. [out / block, height, width, channels, block] */
function overPixels({ b, block, channelsLast }: Rewriter, image: IrValue, walk: Walk): IrValue {
  const [, channels] = image.shape as readonly [number, number];
  const { size, strides, dilations, start, dy } = walk;
  const plane = cropped(b, channelsLast(image), start, reachOf(walk));
  const total = sumOverBatch(b, block, plane, dy, {
    strides: [dilations[0], 1],
    dilations: [strides[0], strides[1] * channels],
    above: 0,
    cells: [size[0], size[1] * channels],
  });
  return b.reshape(total, [dy.shape[1]! / block, ...size, channels, block]);
}

/** So many times the channels are still faster than putting an image in another order. */
const TALL_WASTE = 1.3;

/** Whether an image can be taken as it lies in memory. */
function isTall(r: Rewriter, image: IrValue, walk: Walk): boolean {
  const { start } = walk;
  const reach = reachOf(walk);
  const channels = image.shape[1]!;
  const waste = (Math.ceil(channels / r.block) * r.block) / channels;
  return (
    waste <= TALL_WASTE &&
    r.isBlocked(image) &&
    [0, 1].every((i) => start[i]! <= 0 && start[i]! + reach[i]! >= image.shape[2 + i]!)
  );
}

/**
 * With the blocks of channels one below the other, as they lie in memory: each row of the kernel is a convolution that steps from block to block. A step
 * before the first one is taken to begin with a later row; it meets no cell and gives zeros. [out / block, block, channels, cells]
 */
function overTallPlanes(r: Rewriter, image: IrValue, walk: Walk): IrValue {
  const { b, block } = r;
  const [x] = r.parts(image, 'whole');
  const [batch, channels, height, width] = x!.shape as readonly [number, number, number, number];
  const { size, strides, dilations, start, dy } = walk;
  const [rows, columns] = reachOf(walk);
  const [top, left] = [-start[0], -start[1]];
  const pads = [top, left, rows - height - top, columns - width - left];
  const ones = () => b.broadcast(b.scalar(1), [channels, 1, 1, 1]);
  const padded = pads.every((n) => n === 0)
    ? x!
    : b.op('blockedConv', [x!, ones()], { ...ONE_BY_ONE, pads, groups: channels, bias: false, relu: false });
  const blocks = channels / block;
  const outs = dy.shape[1]! / block;
  const plane = b.reshape(padded, [batch, blocks * rows, columns * block]);
  const lines = Array.from({ length: size[0] }, (_, row) => {
    const offset = row * dilations[0];
    const extra = offset > 0 ? 1 : 0;
    const total = sumOverBatch(b, block, plane, dy, {
      strides: [rows, 1],
      dilations: [strides[0], strides[1] * block],
      above: extra * (rows - offset),
      cells: [blocks + extra, size[1] * block],
    });
    const numbers = size[1] * block * block;
    const steps = b.reshape(total, [outs, blocks + extra, 1, numbers]);
    return extra === 0 ? steps : b.slice(steps, [0, 1, 0, 0], [outs, blocks + 1, 1, numbers]);
  });
  const cells = lines.length === 1 ? lines[0]! : b.concat(lines, 2);
  const all = b.reshape(cells, [outs, blocks, size[0] * size[1], block, block]);
  return b.transpose(all, [0, 4, 1, 3, 2]);
}

interface PlaneConv {
  readonly strides: Pair;
  readonly dilations: Pair;
  /** Rows of padding above. */
  readonly above: number;
  /** Of the result. */
  readonly cells: Pair;
}

/** One convolution a sample, all in one as groups, and the sum over the samples: [length · cells]. */
function sumOverBatch(
  b: IrBuilder,
  block: number,
  plane: IrValue,
  dy: IrValue,
  { strides, dilations, above, cells }: PlaneConv,
): IrValue {
  const [batch, length, ...size] = dy.shape as readonly [number, number, number, number];
  const numbers = length * cells[0] * cells[1];
  const [, height, width] = plane.shape as readonly [number, number, number];
  // Groups are channels of a plain image up to a block of them, and must be whole blocks above.
  const rest = batch < block ? batch : batch % block;
  const counts = [batch - rest, rest].filter((n) => n > 0);
  const pieces = (x: IrValue) => (counts.length === 1 ? [x] : b.split(x, 0, counts));
  const [planes, kernels] = [pieces(plane), pieces(dy)];
  const results = counts.map((count, i) => {
    const image = b.reshape(planes[i]!, [1, count, height, width]);
    const kernel = b.reshape(kernels[i]!, [count * length, 1, ...size]);
    const result = b.op('blockedConv', [image, kernel], {
      strides,
      pads: [above, 0, 0, 0],
      dilations,
      groups: count,
      bias: false,
      relu: false,
    });
    return b.reshape(result, [count, numbers]);
  });
  const rows = results.length === 1 ? results[0]! : b.concat(results, 0);
  const ones = b.broadcast(b.scalar(1), [1, batch]);
  return b.reshape(b.matmul(ones, rows), [numbers]);
}

/** The part of images [batch, height, width, channels] that begins at `start` and has `size`, with zeros around them: [batch, height, width · channels]. */
function cropped(b: IrBuilder, x: IrValue, start: Pair, size: Pair): IrValue {
  const [batch, height, width, channels] = x.shape as readonly [number, number, number, number];
  const end = [start[0] + size[0], start[1] + size[1]] as const;
  const plane = b.reshape(x, [batch, height, width * channels]);
  const inside = [Math.max(0, start[0]), Math.max(0, start[1])] as const;
  const until = [Math.min(height, end[0]), Math.min(width, end[1])] as const;
  const isWhole = inside.every((n) => n === 0) && until[0] === height && until[1] === width;
  const part = isWhole
    ? plane
    : b.slice(plane, [0, inside[0], inside[1] * channels], [batch, until[0], until[1] * channels]);
  const before = [0, inside[0] - start[0], (inside[1] - start[1]) * channels];
  const after = [0, end[0] - until[0], (end[1] - until[1]) * channels];
  return [...before, ...after].every((n) => n === 0) ? part : b.pad(part, before, after);
}
