import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { tensorflow } from '../../../../electron/engine/devices/tensorflow';
import { installedTensorflow, tensorflowFolder } from '../../../../electron/engine/tensorflow/installed';
import { loadTensorflow, NOT_INSTALLED } from '../../../../electron/engine/tensorflow/load';
import { layerSource } from '../../../fixtures/layer-drawings';
import { initialState } from '#shared/compile/state';
import { inferGraph } from '#shared/compile/infer';
import { stateLayout } from '#shared/compile/layout';

/** The other side of the rule, which installs. */
const SCRIPT: string = '../../../../scripts/lib/tensorflow.mjs';

afterEach(() => vi.unstubAllEnvs());

test.each([
  { NEUROLOOM_TENSORFLOW: '/elsewhere' },
  { NEUROLOOM_TENSORFLOW: undefined, XDG_CACHE_HOME: '/caches' },
  { NEUROLOOM_TENSORFLOW: undefined, XDG_CACHE_HOME: undefined },
])('it is looked for where the set-up puts it, with %o', async (environment) => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const script = (await import(SCRIPT)) as { readonly tensorflowFolder: () => string };
  expect(tensorflowFolder()).toBe(script.tensorflowFolder());
});

test('what is installed is known from the mark that the set-up leaves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'neuroloom-tensorflow-'));
  vi.stubEnv('NEUROLOOM_TENSORFLOW', folder);
  expect(installedTensorflow()).toBeNull();
  expect(tensorflow.whyNot(new Set())).toEqual(NOT_INSTALLED);
  writeFileSync(join(folder, 'installed.json'), '{ "package": "bindings", "library": "TensorFlow" }');
  expect(installedTensorflow()).toEqual({ folder, package: 'bindings', library: 'TensorFlow' });
  expect(tensorflow.whyNot(new Set())).toBeNull();
  rmSync(folder, { recursive: true });
});

test('where it is not installed, the command that installs it is told', async () => {
  expect(loadTensorflow).toThrow(DiagnosticError);
  expect(NOT_INSTALLED.en).toContain('npm run setup:tensorflow');
  expect(NOT_INSTALLED.ko).toContain('npm run setup:tensorflow');
  const source = layerSource('Dense');
  const layout = stateLayout(source.graph, inferGraph(source.graph), source.training);
  await expect(tensorflow.createTrainer!(source, initialState(layout, 1), 4)).rejects.toThrow(
    DiagnosticError,
  );
});
