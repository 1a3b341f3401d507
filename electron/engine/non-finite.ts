import type { ModelState, StateLayout } from '#shared/compile/program';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import type { ChunkResult, Slab, Trainer } from './trainer';

/** One step that began with finite numbers and did not end with such. */
export interface NonFiniteStep {
  readonly before: ModelState;
  readonly after: ModelState;
  /** The one batch of the step. */
  readonly slab: Slab;
  readonly result: ChunkResult;
}

export const isFiniteChunk = (result: ChunkResult): boolean => allFinite(result.losses);

/** Whether all weights are numbers. */
export const isFiniteState = (state: ModelState): boolean =>
  allFinite(state.theta) && allFinite(state.buffers);

/** x − x is 0 for every finite x, and NaN else: one pass without branches, in four sums that do not wait for each other. */
export function allFinite(values: Float32Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += values[i]! - values[i]!;
    b += values[i + 1]! - values[i + 1]!;
    c += values[i + 2]! - values[i + 2]!;
    d += values[i + 3]! - values[i + 3]!;
  }
  for (let i = whole; i < values.length; i++) a += values[i]! - values[i]!;
  return a + b + c + d === 0;
}

type Where = 'output' | 'weights' | 'loss';

/**
 * Names the first block, in topological order, whose output of this batch is not finite with the weights before the
 * step; else the first whose weights the step made so; else the loss itself. The trainer must stand at `failure.before`.
 */
export async function explainNonFinite(
  trainer: Pick<Trainer, 'predict'>,
  graph: GraphDoc,
  order: readonly string[],
  failure: NonFiniteStep,
): Promise<Diagnostic> {
  const { slab, after, result } = failure;
  const outputs = await trainer.predict(slab.x, slab.batch, order);
  const byOutput = order.find((nodeId) => {
    const output = outputs.get(nodeId);
    return output !== undefined && !allFinite(output.data);
  });
  if (byOutput !== undefined) {
    const bad = outputs.get(byOutput)!.data.find((value) => !Number.isFinite(value))!;
    return diagnosticOf(graph, byOutput, 'output', bad, after.step);
  }
  const byWeights = order.find((nodeId) => firstBadWeight(after, after.layout, nodeId) !== undefined);
  if (byWeights !== undefined)
    return diagnosticOf(
      graph,
      byWeights,
      'weights',
      firstBadWeight(after, after.layout, byWeights)!,
      after.step,
    );
  const loss = result.losses.find((value) => !Number.isFinite(value)) ?? Number.NaN;
  return diagnosticOf(graph, order.at(-1), 'loss', loss, after.step);
}

function firstBadWeight(state: ModelState, layout: StateLayout, nodeId: string): number | undefined {
  for (const slot of layout.slots) {
    if (slot.nodeId !== nodeId || slot.store === 'frozen') continue;
    const values = state[slot.store].subarray(slot.offset, slot.offset + slot.size);
    if (!allFinite(values)) return values.find((value) => !Number.isFinite(value));
  }
  return undefined;
}

const WHAT: Readonly<Record<Where, Localized>> = {
  output: { en: 'the output', ko: '출력' },
  weights: { en: 'the updated weights', ko: '갱신된 가중치' },
  loss: { en: 'the loss computed from the output', ko: '출력에서 계산한 손실' },
};

function diagnosticOf(
  graph: GraphDoc,
  nodeId: string | undefined,
  where: Where,
  value: number,
  step: number,
): Diagnostic {
  const name = graph.nodes.find((node) => node.id === nodeId)?.name ?? '';
  return {
    code: 'training-not-finite',
    severity: 'error',
    ...(nodeId === undefined ? {} : { nodeId }),
    message: {
      en: `Training stopped at step ${step}: ${WHAT[where].en} of "${name}" became ${value}. The weights are as they were before that step. A learning rate that is too large is the usual cause.`,
      ko: `${step}번째 스텝에서 학습을 멈추었습니다. "${name}"의 ${WHAT[where].ko}이(가) ${value}이(가) 되었습니다. 가중치는 그 스텝 이전 상태로 되돌렸습니다. 대개 학습률이 너무 클 때 생깁니다.`,
    },
    expected: { en: 'finite numbers', ko: '유한한 수' },
    received: String(value),
  };
}
