import { expandGraph } from '#shared/graph/expand';
import { incomingEdges } from '#shared/graph/order';
import { internalShape, sizeOf } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { hashText } from '#shared/random/counter';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';
import { completeParams, inferGraph, isBypassed } from './infer';
import { stateLayout } from './layout';
import { scan } from './scan/scan';
import type { CompileSource, Segment, StateLayout, WeightSlot } from './program';

/** The three flat vectors, each in one piece or several; one of length 0 is not there. */
export type Stores = Partial<Record<WeightSlot['store'], readonly IrValue[]>>;

export interface Lowered {
  readonly layout: StateLayout;
  /** What each block gives, in engine axes. */
  readonly values: ReadonlyMap<string, IrValue>;
  /** Each weight as the layers see it, by slot name. */
  readonly weights: ReadonlyMap<string, IrValue>;
  /** New values of non-trainable weights, by slot name. */
  readonly updates: ReadonlyMap<string, IrValue>;
  /** The heads with their loss weights. */
  readonly heads: readonly { readonly value: IrValue; readonly lossWeight: number }[];
}

export interface LowerOptions {
  readonly batch: number;
  readonly training: boolean;
  /** Samples as the host gives them: [batch, ...Keras's order], uint8 or float32. */
  readonly x: IrValue;
  /** uint32 scalars that random numbers depend on; only while training. */
  readonly random?: { readonly seed: IrValue; readonly step: IrValue };
  /** Whether sequences are read in one node; the builder then needs its op. */
  readonly scans?: boolean;
}

/** The flat vectors as inputs named by `nameOf`, theta in `segments`. */
export function storeInputs(
  b: IrBuilder,
  { sizes }: StateLayout,
  nameOf: (store: string) => string,
  segments: readonly Segment[] = [{ suffix: '', offset: 0, size: sizes.theta }],
): Stores {
  const stores: Stores = {};
  for (const store of ['buffers', 'frozen'] as const)
    if (sizes[store] > 0) stores[store] = [b.input(nameOf(store), [sizes[store]])];
  if (sizes.theta > 0)
    stores.theta = segments.map(({ suffix, size }) => b.input(nameOf(`theta${suffix}`), [size]));
  return stores;
}

/** Cuts the flat vectors into weights of the engine's shapes; one that lies in several pieces is stacked from them. */
function sliceWeights(b: IrBuilder, { slots }: StateLayout, stores: Stores): Map<string, IrValue> {
  const parts = new Map<WeightSlot, IrValue[]>();
  for (const [store, pieces] of Object.entries(stores)) {
    let start = 0;
    for (const piece of pieces) {
      const end = start + piece.shape[0]!;
      const inside = slots.filter(
        ({ store: of, offset, size }) => of === store && offset < end && offset + size > start,
      );
      const sizes = inside.map(({ size }) => size);
      const cut = inside.length === 1 ? [piece] : b.split(piece, 0, sizes);
      inside.forEach((slot, i) => parts.set(slot, [...(parts.get(slot) ?? []), cut[i]!]));
      start = end;
    }
  }
  return new Map(Array.from(parts, ([slot, pieces]) => [slot.name, stacked(b, slot, pieces)]));
}

function stacked(b: IrBuilder, { shape, layout }: WeightSlot, pieces: readonly IrValue[]): IrValue {
  const whole = layout ? layout.map((axis) => shape[axis]!) : shape;
  if (pieces.length === 1) return b.reshape(pieces[0]!, whole);
  const row = whole.slice(1);
  const rows = pieces.map((piece) => b.reshape(piece, [piece.shape[0]! / sizeOf(row), ...row]));
  return b.concat(rows, 0);
}

/** Samples as float32 in engine axes, rescaled. */
function prepareSamples(b: IrBuilder, x: IrValue, rescale: number): IrValue {
  const samples = toEngineAxes(b, b.cast(x, 'float32'));
  return rescale === 1 ? samples : b.mul(samples, b.scalar(rescale));
}

function toEngineAxes(b: IrBuilder, x: IrValue): IrValue {
  if (x.shape.length !== 4) return x;
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  // With one channel both orders are the same in memory; and ONNX Runtime walks a last axis of 1 number by number, 25 times as slowly.
  return channels === 1 ? b.reshape(x, [batch, 1, height, width]) : b.transpose(x, [0, 3, 1, 2]);
}

/**
 * The forward computation of a whole drawing as IR ops. The drawing must be free of errors (`inferGraph`, `resolveTarget`); else it throws.
 */
export function lowerGraph(
  b: IrBuilder,
  source: CompileSource,
  stores: (layout: StateLayout) => Stores,
  options: LowerOptions,
): Lowered {
  const { batch, training, random } = options;
  const { graph } = expandGraph(source.graph);
  const inference = inferGraph(source.graph);
  const layout = stateLayout(source.graph, inference, source.training);
  const weights = sliceWeights(b, layout, stores(layout));
  const incoming = incomingEdges(graph);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const samples = prepareSamples(b, options.x, source.data.rescale);
  const values = new Map<string, IrValue>();
  const updates = new Map<string, IrValue>();
  const heads: Lowered['heads'][number][] = [];

  for (const id of inference.order) {
    const node = byId.get(id)!;
    const layer = LAYERS[node.type]!;
    const { shape, inputs } = inference.nodes.get(id)!;
    if (!shape) throw new Error(`${node.name} has no shape`);
    const incomingValues = incoming.get(id)!.map((edge) => values.get(edge.source)!);
    b.layer = node.name;
    if (isBypassed(node, layer)) {
      values.set(id, incomingValues[0]!);
      continue;
    }
    const params = completeParams(layer, node.params);
    const value = layer.lower({
      b,
      params,
      inputs,
      output: shape,
      batch,
      training,
      trainable: node.trainable,
      values: layer.ports.inputs.length === 0 ? [samples] : incomingValues,
      ...(options.scans === true && { scan: (spec) => scan(b, spec, training) }),
      weight: (name) => weights.get(`${node.name}/${name}`)!,
      update: (name, next) => void updates.set(`${node.name}/${name}`, next),
      uniform: (of, purpose) => {
        if (!random) throw new Error('Random numbers are drawn while training only');
        const parts = [hashText(purpose), hashText(node.name)];
        return b.uniform(b.op('randomKey', [random.seed, random.step], { parts }), of);
      },
    });
    const wanted = internalShape(shape, batch);
    if (value.shape.join() !== wanted.join())
      throw new Error(`${node.name} gave [${value.shape.join()}] instead of [${wanted.join()}]`);
    values.set(id, value);
    if (node.type === 'Output') heads.push({ value, lossWeight: params['lossWeight'] as number });
  }
  b.layer = undefined;
  return { layout, values, weights, updates, heads };
}
