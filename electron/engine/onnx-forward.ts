import type { InferenceSession } from 'onnxruntime-node';
import { compileForward } from '#shared/compile/forward';
import type { CompileSource, ForwardProgram, ModelState, TargetSpec } from '#shared/compile/program';
import { sizeOf } from '#shared/graph/shape';
import { meanMetrics, type NamedMetric } from '#shared/train/metric-names';
import { SAFE_DEVICE } from './devices/table';
import { createSession, feedsFor, floatsOf, forwardFlops, tensorOf, weightFeeds } from './onnx-session';
import { valueOf } from './result';
import type { Batch, FetchedOutput, Forward, SampleData, SampleScores, TargetData } from './trainer';

interface Compiled {
  readonly program: ForwardProgram;
  readonly session: InferenceSession;
}

/** Sessions kept besides the one for evaluation: the sets of blocks that were looked at last. */
const KEPT_SESSIONS = 4;

/** Forward sessions of one drawing, compiled when first needed. Throws a DiagnosticError when it cannot be compiled. */
export function createOnnxForward(
  source: CompileSource,
  target: TargetSpec,
  metrics: readonly NamedMetric[],
  device = SAFE_DEVICE,
): Forward {
  const sampleSize = sizeOf(source.info.shape);
  const evaluationBatch = sampleSize <= 64 ? 1024 : 128;
  const compiled = new Map<string, Promise<Compiled>>();
  const underWay = new Set<Promise<unknown>>();

  /** Keeps `dispose` from releasing a session that is in use. */
  function track<T>(call: Promise<T>): Promise<T> {
    underWay.add(call);
    const done = () => underWay.delete(call);
    call.then(done, done);
    return call;
  }

  function compile(batch: number, fetches: readonly string[], losses: boolean): Promise<Compiled> {
    const key = `${batch}|${losses}|${fetches.join('|')}`;
    const known = compiled.get(key);
    if (known) {
      compiled.delete(key);
      compiled.set(key, known);
      return known;
    }
    const made = (async () => {
      const program = valueOf(compileForward(source, { batch, fetches, losses }));
      const session = await createSession(program.bytes, device, forwardFlops(source, batch));
      return { program, session };
    })();
    compiled.set(key, made);
    made.catch(() => compiled.delete(key));
    for (const [oldest, old] of compiled) {
      if (compiled.size <= KEPT_SESSIONS + 1) break;
      compiled.delete(oldest);
      void old.then(({ session }) => session.release()).catch(() => undefined);
    }
    return made;
  }

  async function evaluate(state: ModelState, batch: Batch): Promise<SampleScores> {
    const { program, session } = await compile(evaluationBatch, [], true);
    const x = padRows(batch.x, batch.count, evaluationBatch);
    const y = padRows(batch.y, batch.count, evaluationBatch);
    const outputs = await session.run(
      feedsFor(program.inputs, {
        x: tensorOf(x, [evaluationBatch, ...source.info.shape]),
        y: tensorOf(y, [evaluationBatch, ...target.shape]),
        ...weightFeeds(state),
      }),
    );
    const rows = (name: string) => floatsOf(outputs, name).subarray(0, batch.count);
    const predictions = 'prediction' in outputs ? floatsOf(outputs, 'prediction') : null;
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
    const { program, session } = await compile(batch, fetches, false);
    const outputs = await session.run(
      feedsFor(program.inputs, { x: tensorOf(x, [batch, ...source.info.shape]), ...weightFeeds(state) }),
    );
    return new Map(
      program.fetches.map(({ nodeId, shape }) => [
        nodeId,
        { shape, data: floatsOf(outputs, `node_${nodeId}`) },
      ]),
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
    const all = [...compiled.values()];
    compiled.clear();
    await Promise.allSettled(all.map(async (made) => (await made).session.release()));
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
