import type { OpDefinition } from './definition';
import type { Attrs } from './ir';
import { broadcastShapes, unbroadcast } from './shapes';

const flagsOf = (attrs: Attrs) => ({
  transposeA: attrs['transposeA'] === true,
  transposeB: attrs['transposeB'] === true,
});

/** Matrix product of the last two axes; the axes before them broadcast. */
export const matmul: OpDefinition = {
  infer: ([a, b], attrs) => {
    if (!a || !b || a.shape.length < 2 || b.shape.length < 2) throw new Error('matmul takes two matrices');
    const { transposeA, transposeB } = flagsOf(attrs);
    const [rows, inner] = transposeA ? a.shape.slice(-2).toReversed() : a.shape.slice(-2);
    const [innerB, columns] = transposeB ? b.shape.slice(-2).toReversed() : b.shape.slice(-2);
    if (inner !== innerB) throw new Error(`Cannot multiply [${a.shape.join()}] with [${b.shape.join()}]`);
    return [
      {
        shape: [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows!, columns!],
        dtype: a.dtype,
      },
    ];
  },
  gradient: ({ b: build, inputs: [a, b], gradients: [dy], wanted, attrs }) => {
    const { transposeA, transposeB } = flagsOf(attrs);
    const toA = () =>
      transposeA
        ? build.matmul(b!, dy!, { transposeA: transposeB, transposeB: true })
        : build.matmul(dy!, b!, { transposeB: !transposeB });
    const toB = () => {
      if (transposeB) return build.matmul(dy!, a!, { transposeA: true, transposeB: transposeA });
      // One product of two tall matrices instead of a sum over a batch of small ones.
      if (!transposeA && a!.shape.length > 2 && b!.shape.length === 2) {
        const rows = build.reshape(a!, [rowsOf(a!.shape), a!.shape.at(-1)!]);
        const columns = build.reshape(dy!, [rowsOf(dy!.shape), dy!.shape.at(-1)!]);
        return build.matmul(rows, columns, { transposeA: true });
      }
      return build.matmul(a!, dy!, { transposeA: !transposeA });
    };
    return [
      wanted[0] ? unbroadcast(build, toA(), a!.shape) : undefined,
      wanted[1] ? unbroadcast(build, toB(), b!.shape) : undefined,
    ];
  },
  emit: ({ node, inputs, outputs, inputTypes, attrs }) => {
    const { transposeA, transposeB } = flagsOf(attrs);
    const flags = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
    if (!transposeA && !transposeB) node('MatMul', inputs, { outputs });
    else if (inputTypes.every(({ shape }) => shape.length === 2))
      node('Gemm', inputs, { outputs, attrs: flags });
    else node('FusedMatMul', inputs, { outputs, attrs: flags, domain: 'com.microsoft' });
  },
};

const rowsOf = (shape: readonly number[]): number =>
  shape.slice(0, -1).reduce((product, n) => product * n, 1);
