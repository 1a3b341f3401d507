import type { Tensor as CoreTensor } from '@tensorflow/tfjs-core';

/** What is used of TensorFlow.js, whichever package brings it: TensorFlow's own library, or plain JavaScript in tests. */
export type TensorFlow = typeof import('@tensorflow/tfjs-core');

export type Tensor = CoreTensor;

/** A value while a graph is computed: a tensor, or numbers that never leave the host because TensorFlow.js has no type for them. */
export type Operand = Tensor | Float64Array;

export const isHost = (operand: Operand): operand is Float64Array => operand instanceof Float64Array;
