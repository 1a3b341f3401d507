import { bitsAt, keyOf } from '#shared/random/counter';
import { isHost, type Operand } from '../api';
import type { HostOp } from './definition';

const numberOf = (operand: Operand): number => {
  if (!isHost(operand)) throw new Error('A key is made of numbers on the host');
  return operand[0]!;
};

/** Random numbers, to the bit those of the other engine. */
export const RANDOM: Readonly<Record<string, HostOp>> = {
  randomKey: ({ inputs: [seed, step], attrs }) =>
    Float64Array.of(keyOf(numberOf(seed!), ...(attrs['parts'] as readonly number[]), numberOf(step!))),
  uniform: ({ tf, inputs: [key], outputs: [output] }) => {
    const { shape } = output!;
    const start = numberOf(key!);
    const count = shape.reduce((product, n) => product * n, 1);
    const data = new Float32Array(count);
    for (let i = 0; i < count; i++) data[i] = (bitsAt(start, i) >>> 8) * 2 ** -24;
    return tf.tensor(data, [...shape], 'float32');
  },
};
