import type { IrValue } from '#shared/ops/ir';
import { isHost, type Operand, type Tensor, type TensorFlow } from './api';
import { TENSOR_TYPES } from './ops/cast';
import { channelsFirst, channelsLast } from './ops/images';

/** What a value is there as: in the compiler's order of axes, as an image with channels last, or both. */
interface Forms {
  first?: Operand;
  last?: Tensor;
}

/** The values of one run by their ids. An image is turned when it is first needed in the other order. */
export interface Values {
  set(id: number, forms: Readonly<Forms>): void;
  hasLast(value: IrValue): boolean;
  /** In the compiler's order, on the host or not. */
  operand(value: IrValue): Operand;
  /** In the compiler's order. */
  first(value: IrValue): Tensor;
  last(value: IrValue): Tensor;
  dispose(id: number): void;
}

export function createValues(tf: TensorFlow): Values {
  const values = new Map<number, Forms>();

  function operand({ id }: IrValue): Operand {
    const forms = values.get(id)!;
    forms.first ??= channelsFirst(tf, forms.last!);
    return forms.first;
  }

  function first(value: IrValue): Tensor {
    const found = operand(value);
    return isHost(found) ? toTensor(tf, value, found) : found;
  }

  return {
    set: (id, forms) => void values.set(id, { ...forms }),
    hasLast: ({ id }) => values.get(id)!.last !== undefined,
    operand,
    first,
    last(value) {
      const forms = values.get(value.id)!;
      forms.last ??= channelsLast(tf, first(value));
      return forms.last;
    },
    dispose(id) {
      const { first: own, last } = values.get(id)!;
      if (own && !isHost(own)) own.dispose();
      last?.dispose();
      values.delete(id);
    },
  };
}

function toTensor(tf: TensorFlow, { dtype, shape }: IrValue, numbers: Float64Array): Tensor {
  if (dtype === 'uint32') throw new Error('uint32 stays on the host');
  return tf.tensor(Array.from(numbers), [...shape], TENSOR_TYPES[dtype]);
}
