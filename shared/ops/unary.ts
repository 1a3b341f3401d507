import type { IrBuilder } from './builder';
import type { OpDefinition } from './definition';
import type { Attrs, DType, IrValue } from './ir';
import { only } from './shapes';

type Derivative = (b: IrBuilder, dy: IrValue, x: IrValue, y: IrValue, attrs: Attrs) => IrValue;

const unary = (onnx: string, derivative?: Derivative): OpDefinition => ({
  infer: (inputs) => [only(inputs)],
  ...(derivative && {
    gradient: ({ b, gradients: [dy], inputs: [x], outputs: [y], attrs }) => [
      derivative(b, dy!, x!, y!, attrs),
    ],
  }),
  emit: ({ node, inputs, outputs }) => void node(onnx, inputs, { outputs }),
});

/** The largest slope that float32 holds: 1 is reached within the numbers that processors round to 0. */
const STEEP = 3e38;

/** Elementwise ops of one input. */
export const UNARY_OPS: Readonly<Record<string, OpDefinition>> = {
  neg: unary('Neg', (b, dy) => b.neg(dy)),
  abs: unary('Abs', (b, dy, x) => b.mul(dy, b.sign(x))),
  sign: unary('Sign'),
  step: {
    ...unary('HardSigmoid'),
    // min(1, max(0, steep · x)): one pass on all cores, where Sign takes one core and Greater takes a Cast after it.
    emit: ({ node, inputs, outputs }) =>
      void node('HardSigmoid', inputs, { outputs, attrs: { alpha: STEEP, beta: 0 } }),
  },
  exp: unary('Exp', (b, dy, _x, y) => b.mul(dy, y)),
  log: unary('Log', (b, dy, x) => b.div(dy, x)),
  sqrt: unary('Sqrt', (b, dy, _x, y) => b.div(b.mul(dy, b.scalar(0.5)), y)),
  reciprocal: unary('Reciprocal', (b, dy, _x, y) => b.neg(b.mul(dy, b.mul(y, y)))),
  relu: unary('Relu', (b, dy, _x, y) => b.mul(dy, b.step(y))),
  sigmoid: unary('Sigmoid', (b, dy, _x, y) => b.mul(dy, b.mul(y, b.sub(b.scalar(1), y)))),
  tanh: unary('Tanh', (b, dy, _x, y) => b.mul(dy, b.sub(b.scalar(1), b.mul(y, y)))),
  sin: unary('Sin', (b, dy, x) => b.mul(dy, b.cos(x))),
  cos: unary('Cos', (b, dy, x) => b.neg(b.mul(dy, b.sin(x)))),
  floor: unary('Floor'),
  // 2 / √π · e^(−x²), https://dlmf.nist.gov/7.2.E1
  erf: unary('Erf', (b, dy, x) => {
    const slope = b.mul(b.exp(b.neg(b.mul(x, x))), b.scalar(2 / Math.sqrt(Math.PI)));
    return b.mul(dy, slope);
  }),
  softplus: {
    ...unary('Softplus', (b, dy, x) => b.mul(dy, b.sigmoid(x))),
    // ONNX's own overflows for large x: max(x, 0) + ln(1 + e^−|x|).
    emit: ({ node, inputs, outputs, constant }) => {
      const [size] = node('Abs', inputs);
      const [negative] = node('Neg', [size!]);
      const [tail] = node('Exp', [negative!]);
      const [sum] = node('Add', [tail!, constant('float32', [], [1])]);
      const [log] = node('Log', [sum!]);
      const [positive] = node('Relu', inputs);
      node('Add', [positive!, log!], { outputs });
    },
  },
  cast: {
    infer: (inputs, { to }) => [{ shape: only(inputs).shape, dtype: to as DType }],
    gradient: ({ inputs: [x], gradients: [dy] }) => [x!.dtype === 'float32' ? dy : undefined],
    emit: ({ node, inputs, outputs, outputTypes }) =>
      void node('Cast', inputs, { outputs, attrs: { to: ONNX_TYPES[outputTypes[0]!.dtype] } }),
  },
  clip: {
    ...unary('Clip'),
    gradient: ({ b, gradients: [dy], inputs: [x], outputs: [y] }) => [
      b.mul(dy!, b.cast(b.equal(x!, y!), 'float32')),
    ],
    emit: ({ node, inputs, outputs, attrs, constant }) => {
      const limit = (name: string) => constant('float32', [], [attrs[name] as number]);
      node('Clip', [inputs[0]!, limit('min'), limit('max')], { outputs });
    },
  },
};

/** TensorProto.DataType (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
export const ONNX_TYPES: Readonly<Record<DType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  uint32: 12,
};
