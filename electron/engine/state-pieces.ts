import type { ModelState, Segment } from '#shared/compile/program';

/** Vectors that every step changes number by number, by the names of a program's ports, each in the pieces of the program's segments. */
export type Pieces = Readonly<Record<string, readonly Float32Array[]>>;

/** Views into a state's vectors. */
export function piecesOf({ theta, slots }: ModelState, segments: readonly Segment[]): Pieces {
  const vectors = [['theta', theta], ...Object.entries(slots).map(([name, slot]) => [`slot_${name}`, slot])];
  return Object.fromEntries(
    (vectors as [string, Float32Array][]).map(([name, vector]) => [
      name,
      segments.map(({ offset, size }) => vector.subarray(offset, offset + size)),
    ]),
  );
}

/**
 * What follows on `before`, with the vectors in `pieces`. They are put together when something asks for them: training goes on from the pieces themselves, and large networks are spared a copy of all
 * that they have learned.
 */
export function stateOfPieces(
  before: ModelState,
  pieces: Pieces,
  { buffers, step }: Pick<ModelState, 'buffers' | 'step'>,
): ModelState {
  // What lives on must not hold `before`, and with it all states before that.
  const unchanged = unchangedIn(before, pieces);
  const known = new Map<string, Float32Array>(unchanged);
  const whole = (name: string): Float32Array => {
    const vector = known.get(name) ?? joined(pieces[name]!);
    known.set(name, vector);
    return vector;
  };
  const slots = Object.defineProperties(
    {},
    Object.fromEntries(
      Object.keys(before.slots).map((name) => [name, { enumerable: true, get: () => whole(`slot_${name}`) }]),
    ),
  );
  const { layout, frozen, seed } = before;
  return {
    layout,
    get theta() {
      return whole('theta');
    },
    buffers,
    frozen,
    slots,
    step,
    seed,
  };
}

/** The vectors of which there are no pieces, by their ports' names. */
function unchangedIn(before: ModelState, pieces: Pieces): [string, Float32Array][] {
  const names = ['theta', ...Object.keys(before.slots).map((name) => `slot_${name}`)];
  return names
    .filter((name) => !pieces[name])
    .map((name) => [name, name === 'theta' ? before.theta : before.slots[name.slice('slot_'.length)]!]);
}

/** One after the other; a single one as it is. */
export function joined(pieces: readonly Float32Array[]): Float32Array {
  if (pieces.length === 1) return pieces[0]!;
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all;
}
