import type { IrGraph, IrNode, IrValue } from '#shared/ops/ir';
import { bytesOf } from './live-bytes';

/** Unfolded images of more bytes are made and used part by part. */
export const MOST_UNFOLDED = 2 ** 28;

/**
 * The kernel gradient of a convolution from some images at a time, where all of them unfolded would take more than `most` bytes: 1.3 GB for a kernel of 5 × 5 over 64
 * channels of 256 images. The same sum over the images, in parts.
 */
export function unfoldInParts(graph: IrGraph, most = MOST_UNFOLDED): IrGraph {
  const large = graph.nodes.filter(({ op, outputs }) => op === 'im2col' && bytesOf(outputs[0]!) > most);
  if (large.length === 0) return graph;
  const values = [
    ...graph.nodes.flatMap(({ outputs }) => outputs),
    ...graph.constants.map(({ value }) => value),
  ];
  let nextId =
    1 + [...values, ...graph.inputs.map(({ value }) => value)].reduce((top, { id }) => Math.max(top, id), 0);
  const replaced = new Map<IrNode, readonly IrNode[]>();

  for (const unfold of large) {
    const product = onlyUser(graph, unfold.outputs[0]!);
    const sum = product && onlyUser(graph, product.outputs[0]!);
    if (!sum || !isKernelGradient(unfold, product, sum)) continue;
    const [x, dy] = [unfold.inputs[0]!, product.inputs[0]!];
    const batch = x.shape[0]!;
    const images = Math.max(1, Math.floor((batch * most) / bytesOf(unfold.outputs[0]!)));
    const nodes: IrNode[] = [];
    const made = (
      op: string,
      inputs: readonly IrValue[],
      shape: readonly number[],
      attrs: IrNode['attrs'],
      value?: IrValue,
    ) => {
      const output = value ?? { id: nextId++, shape, dtype: 'float32' as const };
      nodes.push({ ...unfold, op, inputs, outputs: [output], attrs });
      return output;
    };
    const part = (value: IrValue, start: number, count: number) => {
      const rest = value.shape.slice(1);
      const [starts, ends] = [
        [start, ...rest.map(() => 0)],
        [start + count, ...rest],
      ];
      return made('slice', [value], [count, ...rest], { starts, ends });
    };
    const gradient = sum.outputs[0]!;
    let total: IrValue | undefined;
    for (let start = 0; start < batch; start += images) {
      const count = Math.min(images, batch - start);
      const sizes = (value: IrValue) => [count, ...value.shape.slice(1)];
      const windows = made('im2col', [part(x, start, count)], sizes(unfold.outputs[0]!), unfold.attrs);
      const products = made(
        'matmul',
        [part(dy, start, count), windows],
        sizes(product.outputs[0]!),
        product.attrs,
      );
      const own = made('sum', [products], gradient.shape, sum.attrs);
      const isLast = start + count >= batch;
      total = total ? made('add', [total, own], gradient.shape, {}, isLast ? gradient : undefined) : own;
    }
    replaced.set(unfold, []).set(product, []).set(sum, nodes);
  }
  return { ...graph, nodes: graph.nodes.flatMap((node) => replaced.get(node) ?? [node]) };
}

/** The one node that reads a value which is no output; undefined where there are several, or none. */
function onlyUser({ nodes, outputs }: IrGraph, value: IrValue): IrNode | undefined {
  if (outputs.some((port) => port.value.id === value.id)) return undefined;
  const users = nodes.filter(({ inputs }) => inputs.some(({ id }) => id === value.id));
  return users.length === 1 ? users[0] : undefined;
}

const isKernelGradient = (unfold: IrNode, product: IrNode, sum: IrNode): boolean =>
  product.op === 'matmul' &&
  product.inputs[1]!.id === unfold.outputs[0]!.id &&
  product.inputs[0]!.shape[0] === unfold.outputs[0]!.shape[0] &&
  sum.op === 'sum' &&
  (sum.attrs['axes'] as readonly number[]).join() === '0';
