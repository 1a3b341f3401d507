import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { estimatePace, type Pace, workOf } from '../../../../electron/engine/preflight/pace';
import { createPaceFile } from '../../../../electron/engine/preflight/pace-file';
import { temporaryFolder } from '../../../fakes/temporary-folder';
import { DIGITS_NETWORK, sourceOf } from '../../../fixtures/drawings';

const pace = (key: string, changes: Partial<Pace> = {}): Pace => ({
  key,
  device: 'cpu',
  threads: null,
  stepFlops: 1e8,
  layers: { Dense: 1 },
  training: 1e7,
  evaluation: 2e7,
  ...changes,
});
const WORK = { stepFlops: 1e8, sampleFlops: 1e5, layers: { Dense: 1 } };
const HERE = { device: 'cpu', threads: null };

test('without a network that was measured on the same device and threads there is no estimate', () => {
  expect(estimatePace(WORK, [], HERE)).toBeNull();
  expect(estimatePace(WORK, [pace('a', { device: 'webgpu' }), pace('b', { threads: 1 })], HERE)).toBeNull();
});

test('one network says operations divided by its own speed', () => {
  expect(estimatePace(WORK, [pace('a')], HERE)).toEqual({
    msPerStep: expect.closeTo(10, 9) as number,
    msPerSample: expect.closeTo(0.005, 9) as number,
    networks: 1,
  });
  const unvalidated = estimatePace(WORK, [pace('a', { evaluation: null })], HERE)!;
  expect(unvalidated.msPerSample).toBeCloseTo(0.01, 9);
});

test('networks of about as many operations and of the same layers count most', () => {
  const known = [
    pace('alike', { training: 1e7 }),
    pace('small', { stepFlops: 1e4, training: 1e5 }),
    pace('recurrent', { layers: { LSTM: 1 }, training: 1e6 }),
  ];
  const of = (changes: Partial<typeof WORK>) => estimatePace({ ...WORK, ...changes }, known, HERE)!;
  expect(of({}).msPerStep).toBeCloseTo(10, 0);
  expect(of({ stepFlops: 1e4 }).msPerStep).toBeCloseTo(0.1, 1);
  const recurrent = of({ layers: { LSTM: 1 } as never }).msPerStep;
  expect(recurrent).toBeGreaterThan(90);
  expect(recurrent).toBeLessThan(110);
});

test('the work of a network is told by the types of its layers', () => {
  const { stepFlops, sampleFlops, layers } = workOf(
    { ...sourceOf(DIGITS_NETWORK), training: { ...sourceOf(DIGITS_NETWORK).training, classWeights: null } },
    32,
  );
  expect(stepFlops).toBeGreaterThan(3 * 32 * sampleFlops);
  expect(layers['Conv2D']).toBeGreaterThan(layers['Dense']!);
  expect(Object.values(layers).reduce((sum, share) => sum + share)).toBeCloseTo(1, 9);
});

test('what was measured is there after the next start; a damaged file is as good as none', async () => {
  const path = join(await temporaryFolder(), 'paces.json');
  const file = createPaceFile(path);
  expect(await file.list()).toEqual([]);
  await file.add(pace('a'));
  await file.add(pace('b'));
  await file.add(pace('a', { training: 5 }));
  expect(await createPaceFile(path).list()).toEqual([pace('b'), pace('a', { training: 5 })]);
  for (let i = 0; i < 70; i++) await file.add(pace(`n${i}`));
  expect((await createPaceFile(path).list()).map(({ key }) => key)).toEqual(
    Array.from({ length: 60 }, (_, i) => `n${i + 10}`),
  );
  await writeFile(path, (await readFile(path, 'utf8')).slice(0, 100));
  expect(await createPaceFile(path).list()).toEqual([]);
});
