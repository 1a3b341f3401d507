import { readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MEMORY_CASES } from './cases';
import { measureMemory, type MemoryMeasurement } from './measure';

const engineFile = join(dirname(fileURLToPath(import.meta.url)), 'engine.mjs');

/** `memory.mjs <repository> [--json] [--nets a,b]`: what training takes, measured, beside the estimate before it. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      memory: { type: 'boolean', default: true },
      json: { type: 'boolean', default: false },
      nets: { type: 'string' },
    },
    allowPositionals: true,
  });
  await readFile('/proc/self/status').catch(() => {
    throw new Error('Memory is measured on Linux only.');
  });
  const chosen = values.nets?.split(',');
  const rows: (MemoryMeasurement & { readonly net: string })[] = [];
  for (const net of MEMORY_CASES.filter(({ id }) => chosen?.includes(id) ?? true)) {
    process.stderr.write(`${net.label}, batch ${net.batch} …\n`);
    const folder = await mkdtemp(join(tmpdir(), 'neuroloom-bench-'));
    try {
      rows.push({
        net: net.id,
        ...(await measureMemory(net, { root: positionals[0]!, engineFile, folder })),
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  process.stdout.write(values.json ? `${JSON.stringify({ rows }, null, 2)}\n` : report(rows));
}

const mb = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

function report(rows: readonly (MemoryMeasurement & { readonly net: string })[]): string {
  const lines = rows.map(({ net, estimate, peak }) => {
    const { data, state, step, evaluation, runtime, total } = estimate;
    const parts = [data, state, step, evaluation, runtime].map(mb).join(' + ');
    return `| ${net} | ${mb(total)} | ${parts} | ${mb(peak)} | ${(peak / total).toFixed(2)} |`;
  });
  return [
    '| net | estimate MB | data + state + step + evaluation + runtime | peak MB | peak ÷ estimate |',
    '| --- | ---: | --- | ---: | ---: |',
    ...lines,
    '',
  ].join('\n');
}

await main();
