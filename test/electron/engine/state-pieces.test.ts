import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { ModelState } from '#shared/compile/program';
import { stateOfPieces } from '../../../electron/engine/state-pieces';
import { fakeState } from '../../fakes/fake-trainer';

const piecesOf = (value: number) => ({
  theta: [Float32Array.of(value), Float32Array.of(value + 1)],
  slot_m: [Float32Array.of(value + 2), Float32Array.of(value + 3)],
});
const start = (): ModelState => ({ ...fakeState(), slots: { m: new Float32Array(2) } });
const rest = { buffers: new Float32Array(0), step: 1 };

test('A state of pieces has them put together', () => {
  const { theta, slots } = stateOfPieces(start(), piecesOf(1), rest);
  expect([theta, slots['m']]).toEqual([Float32Array.of(1, 2), Float32Array.of(3, 4)]);
});

test('What there are no pieces of stays', () => {
  const before = start();
  const { theta, slots } = stateOfPieces(before, {}, rest);
  expect([theta, slots['m']]).toEqual([before.theta, before.slots['m']]);
});

test('A state does not hold those before it', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let state = start();
  const early: WeakRef<ModelState>[] = [];
  for (let i = 0; i < 3; i++) {
    early.push(new WeakRef(state));
    state = stateOfPieces(state, piecesOf(i), rest);
  }
  // A reference is kept until the end of the turn in which it was made.
  await new Promise((turn) => setImmediate(turn));
  collect();
  expect(early.map((reference) => reference.deref())).toEqual([undefined, undefined, undefined]);
  expect(state.theta).toEqual(Float32Array.of(2, 3));
});
