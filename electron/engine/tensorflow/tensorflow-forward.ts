import { forwardGraph } from '#shared/compile/forward';
import type { CompileSource, ModelState, TargetSpec } from '#shared/compile/program';
import type { NamedMetric } from '#shared/train/metric-names';
import { createForward } from '../forward';
import { valueOf } from '../result';
import type { Forward } from '../trainer';
import type { TensorFlow } from './api';
import { disposeAll, floatsOf, type Tensors, tensorOf, vectorsOf } from './feeds';
import { tensorflowLowering } from './lowering';
import { createTensorProgram } from './tensor-program';

/** Forward computations of one drawing in TensorFlow. */
export function createTensorflowForward(
  tf: TensorFlow,
  source: CompileSource,
  target: TargetSpec,
  metrics: readonly NamedMetric[],
): Forward {
  /** Those of the state that was computed with last: an evaluation has many batches. */
  let weights: { readonly of: ModelState; readonly tensors: Tensors } | null = null;

  function forget(): void {
    if (weights) disposeAll(weights.tensors);
    weights = null;
  }

  function weightsOf(state: ModelState): Tensors {
    const isKnown = (['theta', 'buffers', 'frozen'] as const).every(
      (store) => weights?.of[store] === state[store],
    );
    if (weights && isKnown) return weights.tensors;
    forget();
    const tensors = vectorsOf(tf, { ...state, slots: {} });
    weights = { of: state, tensors };
    return tensors;
  }

  const forward = createForward(source, target, metrics, async (batch, fetches, losses) => {
    const built = valueOf(forwardGraph(source, { batch, fetches, losses, lowering: tensorflowLowering }));
    const program = createTensorProgram(tf, built.graph);
    const names = Array.from(built.graph.outputs, ({ name }) => name);
    return {
      fetches: built.fetches,
      run(state, x, y) {
        const samples = {
          x: tensorOf(tf, x, [batch, ...source.info.shape]),
          ...(y && { y: tensorOf(tf, y, [batch, ...target.shape]) }),
        };
        try {
          return floatsOf(program.run({ ...samples, ...weightsOf(state) }, names));
        } finally {
          disposeAll(samples);
        }
      },
      dispose: program.dispose,
    };
  });
  return {
    ...forward,
    async dispose() {
      await forward.dispose();
      forget();
    },
  };
}
