import type { DType } from '#shared/ops/ir';
import { isHost } from '../api';
import type { HostOp } from './definition';

/** TensorFlow.js has one kind of whole numbers. uint32 is on the host alone. */
export const TENSOR_TYPES: Readonly<Record<Exclude<DType, 'uint32'>, 'float32' | 'int32' | 'bool'>> = {
  float32: 'float32',
  int32: 'int32',
  int64: 'int32',
  uint8: 'int32',
  bool: 'bool',
};

export const cast: HostOp = ({ tf, inputs: [x], outputs: [output] }) => {
  const { dtype, shape } = output!;
  if (dtype === 'uint32') return (isHost(x!) ? x : Float64Array.from(x!.dataSync())).map((n) => n >>> 0);
  const type = TENSOR_TYPES[dtype];
  return isHost(x!) ? tf.tensor(Array.from(x), [...shape], type) : tf.cast(x!, type);
};
