import type { DatasetInfo } from '#shared/data/config';
import { sizeOf } from '#shared/graph/shape';

/** Samples that are evaluated at once: enough to keep all cores busy, few enough to fit their caches. */
export const evaluationBatch = ({ shape }: DatasetInfo): number => (sizeOf(shape) <= 64 ? 1024 : 128);
