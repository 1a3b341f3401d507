import type { Params } from '#shared/graph/document';
import { sameShape } from '#shared/graph/shape';
import { hashText, keyOf, uniformAt } from '#shared/random/counter';
import { INITIALIZERS } from '#shared/train/initializers';
import type { ModelState, StateLayout, WeightSlot } from './program';

/** Steps in a row-major array of `shape`. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * shape[i + 1]!;
  return strides;
}

/** For each number in the engine's order, its index in Keras's. */
function kerasIndices({ shape, layout, size }: WeightSlot): Uint32Array | null {
  if (!layout) return null;
  const keras = stridesOf(shape);
  const lengths = layout.map((axis) => shape[axis]!);
  const strides = layout.map((axis) => keras[axis]!);
  const indices = new Uint32Array(size);
  const at = lengths.map(() => 0);
  let index = 0;
  for (let i = 0; i < size; i++) {
    indices[i] = index;
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      at[axis]!++;
      index += strides[axis]!;
      if (at[axis]! < lengths[axis]!) break;
      index -= at[axis]! * strides[axis]!;
      at[axis] = 0;
    }
  }
  return indices;
}

const slotOf = (state: ModelState, name: string): WeightSlot => {
  const slot = state.layout.slots.find((found) => found.name === name);
  if (!slot) throw new Error(`No weight is named ${name}`);
  return slot;
};

const viewOf = (state: ModelState, { store, offset, size }: WeightSlot): Float32Array =>
  state[store].subarray(offset, offset + size);

/** The numbers of a weight in Keras's order, as a copy. Throws when there is none of that name. */
export function readWeight(state: ModelState, name: string): Float32Array {
  const slot = slotOf(state, name);
  const indices = kerasIndices(slot);
  const stored = viewOf(state, slot);
  if (!indices) return stored.slice();
  const values = new Float32Array(slot.size);
  for (let i = 0; i < slot.size; i++) values[indices[i]!] = stored[i]!;
  return values;
}

/** Sets a weight from numbers in Keras's order, in place. Throws when there is none of that name or their count differs. */
export function writeWeight(state: ModelState, name: string, values: ArrayLike<number>): void {
  writeSlot(state, slotOf(state, name), values);
}

function writeSlot(state: ModelState, slot: WeightSlot, values: ArrayLike<number>): void {
  if (values.length !== slot.size) {
    throw new Error(`${slot.name} has ${slot.size} numbers, not ${values.length}`);
  }
  const indices = kerasIndices(slot);
  const stored = viewOf(state, slot);
  for (let i = 0; i < slot.size; i++) stored[i] = values[indices ? indices[i]! : i]!;
}

function emptyState(layout: StateLayout, seed: number): ModelState {
  const vector = (store: WeightSlot['store']) => new Float32Array(layout.sizes[store]);
  return {
    layout,
    theta: vector('theta'),
    buffers: vector('buffers'),
    frozen: vector('frozen'),
    slots: Object.fromEntries(
      layout.optimizerSlots.map((name) => [name, vector('theta').fill(layout.slotStarts?.[name] ?? 0)]),
    ),
    step: 0,
    seed,
  };
}

function initialize(state: ModelState, slot: WeightSlot): void {
  const { name, shape, initializer, initializerConfig = {}, ones } = slot;
  const key = keyOf(state.seed, hashText('initialize'), hashText(name));
  const values = INITIALIZERS[initializer]!.fill(shape, initializerConfig as Params, (i) =>
    uniformAt(key, i),
  );
  if (ones) values.fill(1, ...ones);
  writeSlot(state, slot, values);
}

/** Fresh weights. Each is a function of the seed and its own name and shape, whatever else is in the drawing. */
export function initialState(layout: StateLayout, seed: number): ModelState {
  const state = emptyState(layout, seed);
  for (const slot of layout.slots) initialize(state, slot);
  return state;
}

/**
 * The weights of `from` that still fit `layout` (same name or same block, same shape) together with what the optimizer remembers of them, and
 * fresh ones elsewhere; `carried` and `fresh` name them. Updates are counted on where the optimizer's memory is, and from 0 for a new
 * optimizer, whose corrections for its empty memory depend on the count.
 */
export function carryState(
  from: ModelState,
  layout: StateLayout,
  seed: number,
): { readonly state: ModelState; readonly carried: readonly string[]; readonly fresh: readonly string[] } {
  const state = emptyState(layout, seed);
  const known = new Map(from.layout.slots.map((slot) => [slot.name, slot]));
  const names = new Set(layout.slots.map(({ name }) => name));
  // A block that was renamed is still the same block.
  const renamed = new Map(
    from.layout.slots
      .filter(({ name }) => !names.has(name))
      .map((slot) => [`${slot.nodeId}/${slot.weight}`, slot]),
  );
  const [carried, fresh]: [string[], string[]] = [[], []];
  for (const slot of layout.slots) {
    const old = known.get(slot.name) ?? renamed.get(`${slot.nodeId}/${slot.weight}`);
    if (!old || !sameShape(old.shape, slot.shape)) {
      initialize(state, slot);
      fresh.push(slot.name);
      continue;
    }
    viewOf(state, slot).set(viewOf(from, old));
    carried.push(slot.name);
    if (slot.store !== 'theta' || old.store !== 'theta') continue;
    for (const name of layout.optimizerSlots) {
      const memory = from.slots[name]?.subarray(old.offset, old.offset + old.size);
      if (memory) state.slots[name]!.set(memory, slot.offset);
    }
  }
  const isSameOptimizer = layout.optimizerSlots.every((name) => from.slots[name]);
  const step = isSameOptimizer && carried.length > 0 ? from.step : 0;
  return { state: { ...state, step }, carried, fresh };
}
