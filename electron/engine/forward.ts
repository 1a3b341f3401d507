import { evaluationBatch as evaluationBatchOf } from '#shared/compile/evaluation-batch';
import type { CompileSource, ModelState, TargetSpec } from '#shared/compile/program';
import type { Shape } from '#shared/graph/shape';
import { sizeOf } from '#shared/graph/shape';
import { meanMetrics, type NamedMetric } from '#shared/train/metric-names';
import type { Batch, FetchedOutput, Forward, SampleData, SampleScores, TargetData } from './trainer';

/** A compiled forward computation of a fixed number of samples. */
export interface OpenForward {
  readonly fetches: readonly { readonly nodeId: string; readonly shape: Shape }[];
  /** The outputs of a `ForwardProgram` by name. */
  run(state: ModelState, x: SampleData, y?: TargetData): Promise<Readonly<Record<string, Float32Array>>>;
  dispose(): Promise<void> | void;
}

/** Compiles and opens the forward computation of `batch` samples; rejects with a DiagnosticError when there is none. */
export type OpenForwardFor = (
  batch: number,
  fetches: readonly string[],
  losses: boolean,
) => Promise<OpenForward>;

/** Kept besides the one for evaluation: the sets of blocks that were looked at last. */
const KEPT = 4;

/** Forward computations of one drawing, opened when first needed. */
export function createForward(
  { info }: CompileSource,
  target: TargetSpec,
  metrics: readonly NamedMetric[],
  openFor: OpenForwardFor,
): Forward {
  const sampleSize = sizeOf(info.shape);
  const evaluationBatch = evaluationBatchOf(info);
  const opened = new Map<string, Promise<OpenForward>>();
  const underWay = new Set<Promise<unknown>>();

  /** Keeps `dispose` from ending what is in use. */
  function track<T>(call: Promise<T>): Promise<T> {
    underWay.add(call);
    const done = () => underWay.delete(call);
    call.then(done, done);
    return call;
  }

  function open(batch: number, fetches: readonly string[], losses: boolean): Promise<OpenForward> {
    const key = `${batch}|${losses}|${fetches.join('|')}`;
    const known = opened.get(key);
    if (known) {
      opened.delete(key);
      opened.set(key, known);
      return known;
    }
    const made = openFor(batch, fetches, losses);
    opened.set(key, made);
    made.catch(() => opened.delete(key));
    for (const [oldest, old] of opened) {
      if (opened.size <= KEPT + 1) break;
      opened.delete(oldest);
      void old.then((forward) => forward.dispose()).catch(() => undefined);
    }
    return made;
  }

  async function evaluate(state: ModelState, batch: Batch): Promise<SampleScores> {
    const forward = await open(evaluationBatch, [], true);
    const x = padRows(batch.x, batch.count, evaluationBatch);
    const y = padRows(batch.y, batch.count, evaluationBatch);
    const outputs = await forward.run(state, x, y);
    const rows = (name: string) => outputs[name]!.subarray(0, batch.count);
    const predictions = outputs['prediction'];
    return {
      losses: rows('loss'),
      ...('weight' in outputs && { weights: rows('weight') }),
      metrics: Object.fromEntries(meanMetrics(metrics).map(({ name }) => [name, rows(`metric_${name}`)])),
      ...(predictions && {
        predictions: predictions.subarray(0, (predictions.length / evaluationBatch) * batch.count),
      }),
    };
  }

  async function predictBatch(
    state: ModelState,
    x: SampleData,
    batch: number,
    fetches: readonly string[],
  ): Promise<ReadonlyMap<string, FetchedOutput>> {
    const forward = await open(batch, fetches, false);
    const outputs = await forward.run(state, x);
    return new Map(
      forward.fetches.map(({ nodeId, shape }) => [nodeId, { shape, data: outputs[`node_${nodeId}`]! }]),
    );
  }

  async function predict(
    state: ModelState,
    x: SampleData,
    count: number,
    fetches: readonly string[],
  ): Promise<ReadonlyMap<string, FetchedOutput>> {
    const batch = Math.min(count, evaluationBatch);
    const parts: ReadonlyMap<string, FetchedOutput>[] = [];
    for (let start = 0; start < count; start += batch) {
      const rows = Math.min(batch, count - start);
      const part = x.subarray(start * sampleSize, (start + rows) * sampleSize);
      parts.push(await predictBatch(state, padRows(part, rows, batch), batch, fetches));
    }
    return parts.length === 1 ? parts[0]! : joinRows(parts, count);
  }

  async function dispose(): Promise<void> {
    await Promise.allSettled(underWay);
    const all = [...opened.values()];
    opened.clear();
    await Promise.allSettled(all.map(async (made) => (await made).dispose()));
  }

  return {
    evaluationBatch,
    metrics,
    target,
    evaluate: (state, batch) => track(evaluate(state, batch)),
    predict: (state, x, count, fetches) => track(predict(state, x, count, fetches)),
    dispose,
  };
}

/** `rows` rows followed by zeros up to `wanted` rows; the same array when nothing is missing. */
function padRows<T extends SampleData | TargetData>(data: T, rows: number, wanted: number): T {
  if (rows === wanted) return data;
  const padded = new (data.constructor as new (length: number) => T)((data.length / rows) * wanted);
  padded.set(data);
  return padded;
}

function joinRows(
  parts: readonly ReadonlyMap<string, FetchedOutput>[],
  count: number,
): ReadonlyMap<string, FetchedOutput> {
  const joined = new Map<string, FetchedOutput>();
  for (const [nodeId, { shape }] of parts[0]!) {
    const size = sizeOf(shape);
    const data = new Float32Array(count * size);
    let offset = 0;
    for (const part of parts) {
      const rows = part.get(nodeId)!.data.subarray(0, data.length - offset);
      data.set(rows, offset);
      offset += rows.length;
    }
    joined.set(nodeId, { shape, data });
  }
  return joined;
}
