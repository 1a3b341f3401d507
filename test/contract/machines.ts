import type { IrGraph } from '#shared/ops/ir';
import { type Numbers, type Results, run } from './compute';
import { runInOnnx } from './onnx';
import { runInTensorflow } from './tensorflow';

export type Machine = (graph: IrGraph, feeds: Readonly<Record<string, Numbers>>) => Promise<Results>;

/** What computes a graph: the interpreter, plain and in float64, and ONNX Runtime and TensorFlow.js, as the product does. Each is the others' oracle. */
export const MACHINES: readonly (readonly [name: string, compute: Machine])[] = [
  ['the interpreter', async (graph, feeds) => run(graph, feeds)],
  ['ONNX Runtime', runInOnnx],
  ['TensorFlow', (graph, feeds) => runInTensorflow(graph, feeds)],
];
