import { differentiate } from '#shared/compile/differentiate';
import { IrBuilder } from '#shared/ops/builder';
import type { DType, IrGraph, IrValue } from '#shared/ops/ir';
import { interpret } from '../fakes/interpreter';

export type Numbers = readonly number[];

/** Named results of a graph, each as plain numbers in the engine's order. */
export type Results = Readonly<Record<string, number[]>>;

export interface Port {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype?: DType;
}

/**
 * A graph under test: named inputs, and a forward function that returns named values. The gradient of sum(`output` · cotangent) with respect
 * to each of `wanted` comes out as `d_<name>`; the cotangent is one more input.
 */
export function buildGraph(
  ports: readonly Port[],
  forward: (b: IrBuilder, inputs: Readonly<Record<string, IrValue>>) => Readonly<Record<string, IrValue>>,
  wanted: readonly string[] = [],
): IrGraph {
  const b = new IrBuilder();
  const inputs = Object.fromEntries(
    ports.map(({ name, shape, dtype }) => [name, b.input(name, shape, dtype)] as const),
  );
  const values = forward(b, inputs);
  const outputs = Object.entries(values).map(([name, value]) => ({ name, value }));
  if (wanted.length > 0) {
    const result = values['output']!;
    const cotangent = b.input('cotangent', result.shape);
    const axes = result.shape.map((_, i) => i);
    const loss = b.sum(b.mul(result, cotangent), axes);
    const targets = wanted.map((name) => inputs[name]!);
    const gradients = differentiate(b, loss, targets);
    wanted.forEach((name, i) => {
      const gradient = gradients[i] ?? b.mul(targets[i]!, b.scalar(0));
      outputs.push({ name: `d_${name}`, value: gradient });
    });
  }
  return b.build(outputs);
}

/** Runs a graph in float64. */
export function run(graph: IrGraph, feeds: Readonly<Record<string, Numbers>>): Results {
  const results = interpret(graph, feeds);
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, Array.from(data, Number)]),
  );
}
