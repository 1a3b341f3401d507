import { expect, test } from 'vitest';
import { decodePage, isPlane, pictureOf, pictureShape } from '../../../renderer/data/samples';

const base64 = (bytes: Uint8Array) => btoa(String.fromCodePoint(...bytes));

test('bytes and floats come out as they went in', () => {
  const answer = { shape: [2], total: 9, labels: [0] };
  const floats = new Float32Array([0.5, -3]);
  const decoded = [
    decodePage({ ...answer, dtype: 'uint8', x: base64(Uint8Array.of(0, 255)) }, 'train', 4),
    decodePage({ ...answer, dtype: 'float32', x: base64(new Uint8Array(floats.buffer)) }, 'test', 0),
  ];
  expect(decoded).toEqual([
    { ...answer, split: 'train', offset: 4, values: Uint8Array.of(0, 255) },
    { ...answer, split: 'test', offset: 0, values: floats },
  ]);
});

test.each([
  [[28, 28, 1], false, [28, 28, 1]],
  [[4, 5], false, [4, 5, 1]],
  [[2], true, [1, 2, 1]],
  [[7], false, [1, 7, 1]],
])('samples of shape %j', (shape, plane, picture) => {
  expect([isPlane(shape), pictureShape(shape)]).toEqual([plane, picture]);
});

test('grey bytes are shown as they are', () => {
  expect([...pictureOf(Uint8Array.of(0, 200), [1, 2, 1])]).toEqual([0, 0, 0, 255, 200, 200, 200, 255]);
});

test('three channels are red, green and blue', () => {
  expect([...pictureOf(Uint8Array.of(1, 2, 3), [1, 1, 3])]).toEqual([1, 2, 3, 255]);
});

test('floats go from black to white', () => {
  expect([...pictureOf(Float32Array.of(-1, 3), [1, 2, 1])]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
});

test('equal floats are black, not nothing', () => {
  expect([...pictureOf(Float32Array.of(2, 2), [2])]).toEqual([0, 0, 0, 255, 0, 0, 0, 255]);
});
