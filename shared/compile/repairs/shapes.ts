import type { GraphNode, Params } from '#shared/graph/document';
import { formatShape, type Shape } from '#shared/graph/shape';
import type { FindFix, Fix, RepairContext } from './definition';

/** The only wire into a block, the block before it and the shape that comes. */
function arriving({ incoming, byId, inference }: RepairContext, nodeId: string | undefined) {
  const edges = incoming.get(nodeId ?? '') ?? [];
  const node = byId.get(nodeId ?? '');
  const before = edges.length === 1 ? byId.get(edges[0]!.source) : undefined;
  const shape = before && inference.nodes.get(before.id)?.shape;
  return node && node.type !== 'composite' && before && shape
    ? { node, before, edgeId: edges[0]!.id, shape }
    : undefined;
}

const reshape = (edgeId: string, shape: Shape): Fix => ({
  label: { en: `Insert Reshape to ${formatShape(shape)}`, ko: `${formatShape(shape)} Reshape 넣기` },
  repair: { kind: 'insertLayer', edgeId, type: 'Reshape', params: { targetShape: [...shape] } },
});

/** Height, width and channels that a list of so many numbers may be: a square of grey or of coloured pixels. */
function pictureOf(count: number): Shape | undefined {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(count / channels);
    if (Number.isInteger(side) && side >= 2) return [side, side, channels];
  }
  return undefined;
}

/** A Flatten before the layer goes behind it; other lists and tables are made into an image. */
export const makeImage: FindFix = ({ nodeId }, context) => {
  const found = arriving(context, nodeId);
  if (!found) return undefined;
  const { node, before, edgeId, shape } = found;
  const unflattened = context.inference.nodes.get(before.id)?.inputs[0];
  const isAlone = (context.outgoing.get(before.id) ?? []).length === 1;
  if (before.type === 'Flatten' && !before.bypassed && isAlone && unflattened?.length === 3)
    return {
      label: {
        en: `Move ${before.name} behind ${node.name}`,
        ko: `${before.name}을(를) ${node.name} 뒤로 옮기기`,
      },
      repair: { kind: 'moveBehind', nodeId: before.id, otherId: node.id },
    };
  const image = shape.length === 2 ? [...shape, 1] : shape.length === 1 ? pictureOf(shape[0]!) : undefined;
  return image && reshape(edgeId, image);
};

/** A list is a sequence of steps with one feature each. */
export const makeSequence: FindFix = ({ nodeId }, context) => {
  const found = arriving(context, nodeId);
  if (!found || found.shape.length !== 1 || found.shape[0]! < 2) return undefined;
  return reshape(found.edgeId, [found.shape[0]!, 1]);
};

const ELEMENTWISE: ReadonlySet<string> = new Set([
  'Add',
  'Subtract',
  'Multiply',
  'Average',
  'Maximum',
  'Minimum',
]);
const MOST_STRIDE = 16;

/** The stride that takes a picture of `from` to one of `to`, with same padding; undefined where none does. */
function strideBetween(from: Shape, to: Shape): number | undefined {
  for (let stride = 1; stride <= MOST_STRIDE; stride++)
    if ([0, 1].every((side) => Math.ceil(from[side]! / stride) === to[side])) return stride;
  return undefined;
}

interface Adapter {
  readonly type: string;
  readonly params: Params;
}

/** The layer that gives an input the shape of another, as ResNet's projections do: learned for sums, pooling where channels may differ. */
function adapterFor(merging: string, from: Shape, to: Shape): Adapter | undefined {
  if (from.length !== to.length) return undefined;
  if (from.length === 1 && ELEMENTWISE.has(merging)) return { type: 'Dense', params: { units: to[0]! } };
  if (from.length !== 3) return undefined;
  const stride = strideBetween(from, to);
  if (stride === undefined) return undefined;
  if (ELEMENTWISE.has(merging))
    return {
      type: 'Conv2D',
      params: {
        filters: to[2]!,
        kernelSize: [1, 1],
        padding: 'same',
        ...(stride > 1 && { strides: [stride, stride] }),
      },
    };
  return { type: 'MaxPooling2D', params: { poolSize: [stride, stride], padding: 'same' } };
}

/** Smaller pictures first, then more channels. */
const bySize = (a: Shape, b: Shape): number =>
  a.length === 3 ? a[0]! * a[1]! - b[0]! * b[1]! || b[2]! - a[2]! : b[0]! - a[0]!;

/** Brings all inputs to the shape of the smallest picture. */
export const adaptInputs: FindFix = ({ nodeId }, { byId, incoming, inference }) => {
  const node: GraphNode | undefined = byId.get(nodeId ?? '');
  const isKnown = node && (ELEMENTWISE.has(node.type) || (node.type === 'Concatenate' && hasLastAxis(node)));
  const edges = incoming.get(nodeId ?? '') ?? [];
  const inputs = edges.flatMap(({ id, source }) => {
    const shape = inference.nodes.get(source)?.shape;
    return shape ? [{ id, shape }] : [];
  });
  if (!isKnown || inputs.length !== edges.length || inputs.some(({ shape }) => shape.length === 0))
    return undefined;
  const [wanted] = inputs.map(({ shape }) => shape).toSorted(bySize);
  const isSame = (shape: Shape) =>
    shape.every((n, i) => n === wanted![i] || (node.type === 'Concatenate' && i === shape.length - 1)) &&
    shape.length === wanted!.length;
  const others = inputs.filter(({ shape }) => !isSame(shape));
  const adapters = others.map(({ id, shape }) => ({ id, adapter: adapterFor(node.type, shape, wanted!) }));
  const [first] = adapters;
  if (!first || adapters.some(({ adapter }) => !adapter)) return undefined;
  const { type } = first.adapter!;
  return {
    label: {
      en: `Insert ${type} to match ${formatShape(wanted!)}`,
      ko: `${formatShape(wanted!)}에 맞추는 ${type} 넣기`,
    },
    repair: {
      kind: 'several',
      repairs: adapters.map(({ id, adapter }) => ({ kind: 'insertLayer', edgeId: id, ...adapter! })),
    },
  };
};

const hasLastAxis = ({ params }: GraphNode): boolean => params['axis'] === undefined || params['axis'] === -1;

/** A last layer with one unit for each class, where nothing sets how many numbers arrive. */
export const addClassifier: FindFix = ({ nodeId }, context) => {
  const { info, training } = context;
  const found = arriving(context, nodeId);
  const classes = info?.classNames.length ?? 0;
  if (!found || training.loss.type !== 'auto' || classes < 2 || found.shape.length !== 1) return undefined;
  return {
    label: { en: `Insert a Dense with ${classes} units`, ko: `유닛 ${classes}개인 Dense 넣기` },
    repair: {
      kind: 'insertLayer',
      edgeId: found.edgeId,
      type: 'Dense',
      params: { units: classes, activation: 'softmax' },
    },
  };
};
