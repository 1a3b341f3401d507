import { bitsAt, hashText, keyOf } from '#shared/random/counter';

/** The order of the samples in an epoch, a function of (seed, epoch) alone: Fisher and Yates with counter-based numbers. */
export function permutation(seed: number, epoch: number, count: number): Uint32Array {
  const key = keyOf(seed, hashText('shuffle'), epoch);
  const order = inOrder(count);
  for (let i = count - 1; i > 0; i--) {
    // 32 random bits times i + 1, high half: the bias is at most i / 2^32.
    const j = Math.floor((bitsAt(key, i) / 2 ** 32) * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}

/** 0 … count − 1. */
export function inOrder(count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  return order;
}
