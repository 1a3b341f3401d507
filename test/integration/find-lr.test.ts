import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serializeProject } from '#shared/project/parse';
import { DEFAULT_RATE_FINDER } from '#shared/train/rate-finder';
import { temporaryFolder } from '../fakes/temporary-folder';
import { neuroloom } from './programs';
import { delicate } from './projects';
import { numbersOf, startEngine, trainAll } from './real-engine';

async function workplace() {
  const folder = await temporaryFolder();
  const file = join(folder, 'project.json');
  await writeFile(file, serializeProject(delicate()));
  return (...args: string[]) => neuroloom(['find-lr', file, ...args], join(folder, 'data'));
}

describe('neuroloom find-lr', () => {
  test('tells every step and the suggestion as a line of JSON', async () => {
    const run = await workplace();
    const { code, json, stderr } = await run('--json', '--from', '1e-6', '--to=3', '--steps', '60');
    const lines = json();
    const steps = lines.slice(0, -1);
    expect([code, stderr]).toEqual([0, '']);
    expect(steps[0]).toEqual({
      event: 'step',
      step: 1,
      learningRate: 1e-6,
      loss: expect.any(Number),
      smoothed: expect.closeTo(steps[0]!['loss'] as number, 9),
    });
    expect(steps.map(({ step }) => step)).toEqual(steps.map((_, i) => i + 1));
    const end = lines.at(-1)!;
    expect(end).toMatchObject({ event: 'end', steps: steps.length, device: 'cpu' });
    expect(end['steepest']).toBeGreaterThan(1e-5);
    expect(end['steepest']).toBeLessThan(end['lowest'] as number);
  });

  test('prints a table that marks the suggestion', async () => {
    const { code, stdout } = await (await workplace())('--limit', '200', '--batch-size', '20');
    const lines = stdout.trimEnd().split('\n');
    expect([code, lines[0]!.split(/ {2,}/)]).toEqual([0, ['learning rate', 'loss', 'smoothed']]);
    const marked = lines.find((line) => line.endsWith('<'))!;
    expect(lines.at(-1)).toBe(`suggestion ${marked.split(/\s+/)[0]}`);
  });

  test.each([
    ['--steps', '5'],
    ['--from', '-1'],
    ['--to', 'much'],
    ['--stop-factor', '1'],
  ])('refuses %s %s', async (option, value) => {
    const { code, stderr } = await (await workplace())(`${option}=${value}`);
    expect([code, stderr]).toEqual([2, expect.stringContaining(option)]);
  });
});

test('the run and its weights stay as they are, also while it trains', async () => {
  const engine = await startEngine();
  await trainAll(engine, delicate({ epochs: 1 }));
  const [before, status] = [await numbersOf(engine), await engine.call('engine.status', {})];
  const settings = { ...DEFAULT_RATE_FINDER, weights: 'current' as const };
  const found = await engine.call('engine.findRate', settings);
  expect(found.steepest).not.toBeNull();
  expect(await numbersOf(engine)).toEqual(before);
  expect(await engine.call('engine.status', {})).toEqual(status);

  const whole = await startEngine();
  const undisturbed = await trainAll(whole, delicate({ epochs: 3 }));
  const ended = engine.next('run.end');
  await engine.call('engine.train', { mode: 'continue', amount: 'all', epochs: 2 });
  const meanwhile = engine.call('engine.findRate', { ...settings, steps: 30 });
  expect((await ended).testLoss).toBe(undisturbed.testLoss);
  await meanwhile;
});

test('it can be cancelled at any time', async () => {
  const engine = await startEngine();
  await engine.call('engine.setProject', { project: delicate() });
  const finding = engine.call('engine.findRate', { ...DEFAULT_RATE_FINDER, steps: 10_000 });
  await engine.call('engine.cancelFindRate', {});
  expect(await finding).toMatchObject({ reason: 'cancelled' });
});
