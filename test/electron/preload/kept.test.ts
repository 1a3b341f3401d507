import { expect, test, vi } from 'vitest';
import { kept } from '../../../electron/preload/kept';

test('values wait for their listener and keep their order', async () => {
  const { give, listen } = kept<number>();
  const heard: number[] = [];
  give(1);
  listen((value) => heard.push(value));
  give(2);
  expect(heard).toEqual([]);
  await vi.waitFor(() => expect(heard).toEqual([1, 2]));
  give(3);
  expect(heard).toEqual([1, 2, 3]);
});
