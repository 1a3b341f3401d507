import { expect, test } from 'vitest';
import type { FrameTensor } from '#shared/protocol/frame';
import { encodeFrame } from '#shared/protocol/frame-codec';
import { fitFrame } from '../../../../electron/engine/views/budget';

const MOST = 256 * 1024;

const tensor = (name: string, bytes: number): FrameTensor => ({
  name,
  dtype: 'uint8',
  shape: [bytes],
  data: new Uint8Array(bytes),
});
const names = (tensors: readonly FrameTensor[]) => tensors.map(({ name }) => name);
const sizeOf = (tensors: readonly FrameTensor[]) =>
  encodeFrame({ run: '20261124-091842-3f9a', seq: 1, stream: 'thumbnails', step: 1, tensors }).length;

test('the first version that fits is taken, and no smaller one is made', () => {
  let made = 0;
  const version = (bytes: number) => () => {
    made++;
    return [tensor(`${bytes}`, bytes)];
  };
  expect(names(fitFrame([version(300_000), version(200_000), version(100)]))).toEqual(['200000']);
  expect(made).toBe(2);
});

test('of the smallest version as many tensors from the front as fit', () => {
  const tensors = ['a', 'b', 'c'].map((name) => tensor(name, 100_000));
  expect(names(fitFrame([() => tensors]))).toEqual(['a', 'b']);
});

test('a frame stays below its limit, header included, however many blocks there are', () => {
  const many = Array.from({ length: 5000 }, (_, i) => tensor(`n-m3x0a1b2-${i.toString(36)}`, 16));
  const fitting = fitFrame([() => many]);
  expect(fitting.length).toBeGreaterThan(1000);
  expect(sizeOf(fitting)).toBeLessThanOrEqual(MOST);
});

test('nothing to show is no frame', () => {
  expect(fitFrame([() => []])).toEqual([]);
});
