import type { ModelState } from '#shared/compile/program';
import { initialState, writeWeight } from '#shared/compile/state';
import { DiagnosticError, type Diagnostic } from '#shared/graph/diagnostic';
import type { WeightReport, WeightRequest } from '#shared/protocol/weights';
import { type Matching, matchWeights } from '#shared/weights/match';
import type { Model } from '../model';
import { readWeights } from './read-weights';

/** What of a file fits a model. Throws a DiagnosticError when there is nothing to read. */
export async function matchFile(
  model: Model,
  { path, by, sources }: WeightRequest,
  signal?: AbortSignal,
): Promise<Matching> {
  const tensors = await readWeights(path, signal);
  signal?.throwIfAborted();
  return matchWeights(model.source.graph, model.layout, tensors, { by, ...(sources && { sources }) });
}

/**
 * `before` (fresh numbers where there are none) with the weights of a matching, as the start of a training: the optimizer remembers nothing.
 * Throws a DiagnosticError when not one fits.
 */
export function takeWeights(
  model: Model,
  before: ModelState | null,
  { layers }: Matching,
  path: string,
): ModelState {
  const { seed } = model.project.training;
  const fresh = initialState(model.layout, seed);
  const state: ModelState = before
    ? {
        ...fresh,
        theta: before.theta.slice(),
        buffers: before.buffers.slice(),
        frozen: before.frozen.slice(),
      }
    : fresh;
  const taken = layers.flatMap(({ weights }) => weights).filter(({ verdict }) => verdict === 'taken');
  if (taken.length === 0) throw new DiagnosticError(nothingFits(path));
  for (const { name, values } of taken) writeWeight(state, name, values!);
  return state;
}

export const reportOf = ({ layers, sources, unused }: Matching): WeightReport => ({
  layers: layers.map(({ nodeId, layer, source, weights }) => ({
    nodeId,
    layer,
    source,
    weights: weights.map(({ weight, shape, tensors, found, verdict }) => ({
      weight,
      shape: [...shape],
      tensors: [...tensors],
      found: found && [...found],
      verdict,
    })),
  })),
  sources: [...sources],
  unused: [...unused],
});

const nothingFits = (path: string): Diagnostic => ({
  code: 'no-weight-fits',
  severity: 'error',
  message: {
    en: `No weight in "${path}" fits this network. Choose another file, or match layers by order.`,
    ko: `"${path}"에는 이 신경망에 맞는 가중치가 하나도 없습니다. 다른 파일을 고르거나 층을 순서로 맞춰 보세요.`,
  },
  expected: { en: 'layers of the same names and shapes', ko: '이름과 모양이 같은 층' },
});
