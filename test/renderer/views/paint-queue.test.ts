import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  afterPainting,
  cancelPaint,
  goOnPainting,
  holdPatient,
  paintSoon,
} from '../../../renderer/views/paint-queue';

let frames: FrameRequestCallback[] = [];
/** The next picture of the screen. */
const nextFrame = () => {
  const now = frames;
  frames = [];
  for (const callback of now) callback(0);
};

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
});
afterEach(() => {
  while (frames.length > 0) nextFrame();
  vi.unstubAllGlobals();
});

const jobs = (count: number, drawn: number[]) => Array.from({ length: count }, (_, i) => () => drawn.push(i));

test('many patient pictures take several frames, in the order in which they were asked for', () => {
  const drawn: number[] = [];
  for (const job of jobs(7, drawn)) paintSoon(job, true);
  nextFrame();
  expect(drawn).toEqual([0, 1, 2]);
  nextFrame();
  nextFrame();
  expect(drawn).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(frames).toHaveLength(0);
});

test('one that is asked for again while it waits is drawn once and keeps its place', () => {
  const drawn: number[] = [];
  const all = jobs(4, drawn);
  for (const job of [...all, all[1]!, all[3]!]) paintSoon(job, true);
  nextFrame();
  nextFrame();
  expect(drawn).toEqual([0, 1, 2, 3]);
});

test('an urgent picture does not wait for patient ones', () => {
  const drawn: number[] = [];
  for (const job of jobs(9, drawn)) paintSoon(job, true);
  paintSoon(() => drawn.push(100), false);
  nextFrame();
  expect(drawn).toContain(100);
});

test('what is no longer wanted is not drawn', () => {
  const drawn: number[] = [];
  const [first, second] = jobs(2, drawn) as [() => number, () => number];
  paintSoon(first, true);
  paintSoon(second, true);
  cancelPaint(first);
  nextFrame();
  expect(drawn).toEqual([1]);
});

test('drawing is done once nothing waits any longer', () => {
  const drawn: number[] = [];
  const done = vi.fn<() => void>();
  for (const job of jobs(4, drawn)) paintSoon(job, true);
  afterPainting(done);
  nextFrame();
  expect(done).not.toHaveBeenCalled();
  nextFrame();
  expect(drawn).toHaveLength(4);
  expect(done).toHaveBeenCalledOnce();
  afterPainting(done);
  nextFrame();
  expect(done).toHaveBeenCalledTimes(2);
});

test('held, patient pictures wait and nobody waits for them; urgent ones are drawn', () => {
  const drawn: string[] = [];
  holdPatient();
  paintSoon(() => drawn.push('patient'), true);
  paintSoon(() => drawn.push('urgent'), false);
  afterPainting(() => drawn.push('done'));
  nextFrame();
  expect(drawn).toEqual(['urgent', 'done']);
  expect(frames).toHaveLength(0);
  goOnPainting();
  nextFrame();
  expect(drawn).toEqual(['urgent', 'done', 'patient']);
});
