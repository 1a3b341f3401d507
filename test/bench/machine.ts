import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly platform: string;
  readonly node: string;
  readonly onnxruntime: string;
  /** Mean number of busy processes over the last minute, before the benchmark began. */
  readonly load: number;
}

export function describeMachine(root: string): Machine {
  const runtime = join(root, 'node_modules', 'onnxruntime-node', 'package.json');
  const { version } = JSON.parse(readFileSync(runtime, 'utf8')) as { version: string };
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: totalmem() / 2 ** 30,
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    onnxruntime: version,
    load: loadavg()[0] ?? 0,
  };
}
