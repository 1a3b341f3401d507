import { estimateMemory, memoryBound, type MemoryEstimate } from '#shared/compile/memory';
import type { CompileSource } from '#shared/compile/program';
import type { LoadedDataset } from '#shared/data/config';
import { formatBytes } from '#shared/graph/bytes';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { MemoryReport } from '#shared/protocol/api';
import { chunkMilliseconds } from './chunk-length';
import { heldValues } from './data/samples';
import { SAFE_DEVICE } from './devices/table';
import { loweringFor } from './lowering/lowering';
import { valueOf } from './result';
import { SLAB_BYTES } from './chunk-length';

/** Below this share of the memory that there is a quick upper bound suffices. */
const PLENTY = 0.25;

/** A project that can be trained, and its data. */
export interface MemoryOf {
  readonly source: CompileSource;
  readonly dataset: LoadedDataset;
}

/** What there is for training: free, or this process's own already. Bytes. */
export const availableMemory = (): number => process.availableMemory() + process.memoryUsage.rss();

const known = new WeakMap<CompileSource, Promise<MemoryEstimate>>();

/** What training a model will take, and whether there is so much. */
export async function memoryReport(model: MemoryOf, available = availableMemory()): Promise<MemoryReport> {
  const estimate = await estimateOf(model);
  const diagnostics = await shortage(model, estimate, available);
  return { ...estimate, available, diagnostics: diagnostics.map((each) => ({ ...each })) };
}

/** The warnings of the report; next to no work where there is plenty of memory. */
export async function checkMemory(
  model: MemoryOf,
  available = availableMemory(),
): Promise<readonly Diagnostic[]> {
  if (memoryBound(model.source) + heldBytes(model.dataset) < PLENTY * available) return [];
  return shortage(model, await estimateOf(model), available);
}

function estimateOf(model: MemoryOf): Promise<MemoryEstimate> {
  const { source, dataset } = model;
  const estimate = known.get(source) ?? estimateBatch(source, heldBytes(dataset), source.training.batchSize);
  known.set(source, estimate);
  return estimate;
}

/** An estimate of this model that was made elsewhere. */
export function keepEstimate({ source }: MemoryOf, estimate: MemoryEstimate): void {
  known.set(source, Promise.resolve(estimate));
}

/** Whether what it takes is known already. */
export const hasEstimate = ({ source }: MemoryOf): boolean => known.has(source);

/** What training with batches of a size will take, with so many bytes of samples. Throws a DiagnosticError for what cannot be compiled. */
export async function estimateBatch(
  source: CompileSource,
  held: number,
  batchSize: number,
): Promise<MemoryEstimate> {
  const { training } = source;
  const device = training.device === 'auto' ? SAFE_DEVICE : training.device;
  const of: CompileSource = { ...source, training: { ...training, batchSize } };
  return valueOf(
    estimateMemory(of, {
      lowering: await loweringFor(device),
      onProcessor: device === SAFE_DEVICE,
      heldBytes: held,
      slabBytes: SLAB_BYTES,
      chunkMilliseconds,
    }),
  );
}

/** What the samples that are in memory take, in bytes. */
export const heldBytes = ({ train, test }: LoadedDataset): number =>
  [train, test].reduce(
    (sum, samples) => sum + (heldValues(samples)?.byteLength ?? 0) + samples.labels.byteLength,
    0,
  );

async function shortage(
  model: MemoryOf,
  { total }: MemoryEstimate,
  available: number,
): Promise<Diagnostic[]> {
  if (total <= available) return [];
  const { batchSize } = model.source.training;
  const fitting = await fittingBatch(model, total, available);
  const [needed, there] = [total, available].map(formatBytes) as [string, string];
  return [
    {
      code: 'memory-short',
      severity: 'warning',
      param: 'batchSize',
      message: {
        en: `Training takes about ${needed} of memory, more than the machine has free. It will become very slow or be ended by the system.`,
        ko: `학습에 메모리가 약 ${needed} 필요한데 남은 메모리가 모자랍니다. 아주 느려지거나 시스템이 학습을 끝낼 수 있습니다.`,
      },
      expected: `≤ ${there}`,
      received: needed,
      ...(fitting !== null &&
        fitting < batchSize && {
          fix: {
            label: { en: `Set the batch size to ${fitting}`, ko: `배치 크기를 ${fitting}(으)로 설정` },
            repair: { kind: 'setTraining', key: 'batchSize', value: fitting },
          },
        }),
    },
  ];
}

/** The largest power of two that fits, from two estimates: what a batch takes grows with it. Null when nothing fits. */
async function fittingBatch(model: MemoryOf, total: number, available: number): Promise<number | null> {
  const { source, dataset } = model;
  const { batchSize } = source.training;
  const { total: least } = await estimateBatch(source, heldBytes(dataset), 1);
  if (least > available) return null;
  const perSample = (total - least) / Math.max(1, batchSize - 1);
  return 2 ** Math.floor(Math.log2(1 + (available - least) / perSample));
}
