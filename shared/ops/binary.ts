import type { IrBuilder } from './builder';
import type { GradientContext, OpDefinition } from './definition';
import type { DType, IrValue } from './ir';
import { broadcastShapes, unbroadcast } from './shapes';

type Partial2 = (context: GradientContext & { dy: IrValue; x: IrValue; y: IrValue; z: IrValue }) => IrValue;

function binary(onnx: string, result: DType | 'same', toA?: Partial2, toB?: Partial2): OpDefinition {
  return {
    infer: ([a, b]) => {
      if (!a || !b || a.dtype !== b.dtype) throw new Error(`${onnx} takes two inputs of one type`);
      return [{ shape: broadcastShapes(a.shape, b.shape), dtype: result === 'same' ? a.dtype : result }];
    },
    ...(toA &&
      toB && {
        gradient: (context: GradientContext) => {
          const [dy, [x, y], [z]] = [context.gradients[0]!, context.inputs, context.outputs];
          const all = { ...context, dy, x: x!, y: y!, z: z! };
          const at = (i: number, partial: Partial2) =>
            context.wanted[i] ? unbroadcast(context.b, partial(all), context.inputs[i]!.shape) : undefined;
          return [at(0, toA), at(1, toB)];
        },
      }),
    emit: ({ node, inputs, outputs }) => void node(onnx, inputs, { outputs }),
  };
}

const mask = (b: IrBuilder, condition: IrValue): IrValue => b.cast(condition, 'float32');

/** Ties belong to the first operand. */
const extremum = (
  onnx: string,
  secondWins: (b: IrBuilder, x: IrValue, y: IrValue) => IrValue,
): OpDefinition =>
  binary(
    onnx,
    'same',
    ({ b, dy, x, y }) => b.mul(dy, b.sub(b.scalar(1), mask(b, secondWins(b, x, y)))),
    ({ b, dy, x, y }) => b.mul(dy, mask(b, secondWins(b, x, y))),
  );

/** Elementwise ops of two inputs, which broadcast as NumPy does. */
export const BINARY_OPS: Readonly<Record<string, OpDefinition>> = {
  add: binary(
    'Add',
    'same',
    ({ dy }) => dy,
    ({ dy }) => dy,
  ),
  sub: binary(
    'Sub',
    'same',
    ({ dy }) => dy,
    ({ b, dy }) => b.neg(dy),
  ),
  mul: binary(
    'Mul',
    'same',
    ({ b, dy, y }) => b.mul(dy, y),
    ({ b, dy, x }) => b.mul(dy, x),
  ),
  div: binary(
    'Div',
    'same',
    ({ b, dy, y }) => b.div(dy, y),
    ({ b, dy, y, z }) => b.neg(b.div(b.mul(dy, z), y)),
  ),
  pow: binary(
    'Pow',
    'same',
    ({ b, dy, x, y }) => b.mul(dy, b.mul(y, b.pow(x, b.sub(y, b.scalar(1))))),
    ({ b, dy, x, z }) => b.mul(dy, b.mul(z, b.log(x))),
  ),
  maximum: extremum('Max', (b, x, y) => b.greater(y, x)),
  minimum: extremum('Min', (b, x, y) => b.greater(x, y)),
  equal: binary('Equal', 'bool'),
  greater: binary('Greater', 'bool'),
  where: {
    infer: ([condition, a, b]) => [
      { shape: broadcastShapes(condition!.shape, broadcastShapes(a!.shape, b!.shape)), dtype: a!.dtype },
    ],
    gradient: ({ b, inputs: [condition, x, y], gradients: [dy], wanted }) => {
      const chosen = mask(b, condition!);
      return [
        undefined,
        wanted[1] ? unbroadcast(b, b.mul(dy!, chosen), x!.shape) : undefined,
        wanted[2] ? unbroadcast(b, b.mul(dy!, b.sub(b.scalar(1), chosen)), y!.shape) : undefined,
      ];
    },
    emit: ({ node, inputs, outputs }) => void node('Where', inputs, { outputs }),
  },
};
