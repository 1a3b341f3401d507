import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { TensorFlow } from '../../electron/engine/tensorflow/api';

/** TensorFlow.js in plain JavaScript. */
export async function javascriptBackend(): Promise<TensorFlow> {
  // Without advice on faster ones.
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
  return tf;
}
