import type { EmitContext, OpDefinition } from './definition';
import { size } from './shapes';

/** With so few rows a product with a one-hot matrix is faster than adding numbers one by one. */
const ONE_HOT_ROWS = 256;

function emitOneHotSum(context: EmitContext, rows: number, width: number): void {
  const { node, inputs, outputs, outputTypes, constant } = context;
  const flat = (name: string, shape: readonly number[]) =>
    node('Reshape', [name, constant('int64', [shape.length], shape)])[0]!;
  const [hot] = node(
    'OneHot',
    [flat(inputs[0]!, [-1]), constant('int64', [], [rows]), constant('float32', [2], [0, 1])],
    { attrs: { axis: 0 } },
  );
  const [sum] = node('MatMul', [hot!, flat(inputs[1]!, [-1, width])]);
  const { shape } = outputTypes[0]!;
  node('Reshape', [sum!, constant('int64', [shape.length], shape)], { outputs });
}

/** ScatterND would be faster, but its threads write over each other where an index repeats; ScatterElements adds in order. */
function emitScatteredSum(context: EmitContext, rows: number, width: number): void {
  const { node, inputs, outputs, inputTypes, outputTypes, constant } = context;
  const list = (shape: readonly number[]) => constant('int64', [shape.length], shape);
  const count = size(inputTypes[0]!.shape);
  const [zeros] = node('Expand', [constant('float32', [], [0]), list([rows, width])]);
  const [column] = node('Reshape', [inputs[0]!, list([count, 1])]);
  const [indices] = node('Expand', [column!, list([count, width])]);
  const [updates] = node('Reshape', [inputs[1]!, list([count, width])]);
  const [sum] = node('ScatterElements', [zeros!, indices!, updates!], {
    attrs: { axis: 0, reduction: 'add' },
  });
  node('Reshape', [sum!, list(outputTypes[0]!.shape)], { outputs });
}

/** Looking up rows of a table. Indices are whole numbers of 32 or 64 bits and must be rows of the table. */
export const GATHER_OPS: Readonly<Record<string, OpDefinition>> = {
  /** Table [rows, ...row] and indices [...] to [..., ...row]. */
  gather: {
    infer: ([table, indices]) => {
      if (indices?.dtype !== 'int64' && indices?.dtype !== 'int32')
        throw new Error('gather takes int32 or int64 indices');
      return [{ shape: [...indices.shape, ...table!.shape.slice(1)], dtype: table!.dtype }];
    },
    gradient: ({ b, inputs: [table, indices], gradients: [dy], wanted }) => [
      wanted[0] ? b.op('rowSum', [indices!, dy!], { rows: table!.shape[0]! }) : undefined,
    ],
    emit: ({ node, inputs, outputs }) => void node('Gather', inputs, { outputs, attrs: { axis: 0 } }),
  },
  /** Indices [...] and values [..., ...row] to [rows, ...row]: the sum of all values of each row. */
  rowSum: {
    infer: ([indices, values], attrs) => {
      const row = values!.shape.slice(indices!.shape.length);
      return [{ shape: [attrs['rows'] as number, ...row], dtype: values!.dtype }];
    },
    gradient: ({ b, inputs: [indices], gradients: [dy] }) => [undefined, b.gather(dy!, indices!)],
    emit: (context) => {
      const [rows, ...row] = context.outputTypes[0]!.shape as [number, ...number[]];
      (rows <= ONE_HOT_ROWS ? emitOneHotSum : emitScatteredSum)(context, rows, size(row));
    },
  },
};
