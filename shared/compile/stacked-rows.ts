import type { BuildRule } from '#shared/ops/builder';

/**
 * The product with a matrix that is stacked from pieces is the sum of the products with them: x · [A; B] = x₁ · A + x₂ · B. The matrix is then never put together, and
 * each piece gets its gradient by itself.
 */
export const stackedRows: BuildRule = (b, [x, matrix], attrs) => {
  const stack = b.producer(matrix!);
  if (stack?.op !== 'concat' || stack.attrs['axis'] !== 0 || matrix!.shape.length !== 2) return undefined;
  if (attrs['transposeA'] === true || attrs['transposeB'] === true) return undefined;
  const columns = b.split(
    x!,
    x!.shape.length - 1,
    stack.inputs.map(({ shape }) => shape[0]!),
  );
  return [
    columns.map((piece, i) => b.matmul(piece, stack.inputs[i]!)).reduce((sum, part) => b.add(sum, part)),
  ];
};
