import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { EXAMPLES } from '../fixtures/examples';

const start = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** Every number as `number` and every list by its first element: times differ from run to run, what is told does not. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}

const summary = { min: 'number', median: 'number' };
const target = { limit: 'number', met: 'boolean' };

test('The benchmark tells everything it measures as one JSON document', async () => {
  const script = join(root, 'scripts', 'bench.mjs');
  const { stdout } = await start(process.execPath, [script, '--quick', '--json'], { cwd: root });
  const report = JSON.parse(stdout) as { steps: { id: string }[]; compile: { id: string }[] };
  expect(shapeOf(report)).toEqual({
    format: 'string',
    version: 'number',
    date: 'string',
    quick: 'boolean',
    machine: {
      cpu: 'string',
      cores: 'number',
      memoryGb: 'number',
      platform: 'string',
      node: 'string',
      onnxruntime: 'string',
      load: 'number',
    },
    steps: [
      {
        id: 'string',
        label: 'string',
        batch: 'number',
        msPerStep: summary,
        cpuMsPerStep: summary,
        usPerSample: 'number',
        outside: 'number',
        peakMb: 'number',
        target,
      },
    ],
    compile: [{ id: 'string', graph: summary, session: summary, total: summary, modelKb: 'number', target }],
    coldStart: { host: summary, train: summary, total: summary },
    views: {
      without: summary,
      withViews: summary,
      ratio: 'number',
      cpuRatio: 'number',
      framesPerSecond: { thumbnails: 'number', inspect: 'number', prediction: 'number' },
      peakMb: 'number',
      target,
    },
  });
  expect(report.steps.map(({ id }) => id)).toEqual(['xor-b4', 'mlp-b32', 'mlp-b256', 'cnn-b32', 'cnn-b128']);
  const compiled = report.compile.map(({ id }) => id);
  const examples = EXAMPLES.map(([name]) => name.replace('.json', ''));
  expect(compiled.toSorted()).toEqual([...examples, 'dense-200', 'convolutions-200'].toSorted());
});
