import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HAS_SOFTWARE_DRIVER, WEBGPU_ENVIRONMENT } from './device-processes';
import { neuroloom } from './programs';

const MLP = 'assets/examples/mnist-mlp.json';
const SHORT = ['--limit', '256', '--epochs', '1', '--json', '--device', 'auto'];

test('auto trains on the fastest device, and says what a step takes on each that is to be had', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'neuroloom-auto-'));
  const { code, stderr, json } = await neuroloom(['train', MLP, ...SHORT], folder, WEBGPU_ENVIRONMENT);
  expect(code).toBe(0);
  // Nothing is to be said where there is only the processor, or where a software driver on a busy machine answers too late.
  expect(stderr).toMatch(
    /^(hint device-chosen: Automatic device: .+\. Time of a step: CPU [\d.]+ ms(, [A-Z]+ .+)?\.\n)?$/u,
  );
  const { device } = json().at(-1)!;
  expect(HAS_SOFTWARE_DRIVER ? device : 'cpu').toBe('cpu');
});
