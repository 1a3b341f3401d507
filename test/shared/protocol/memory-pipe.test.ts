import { expect, test } from 'vitest';
import { memoryPipes } from '#shared/protocol/memory-pipe';

/** Lets messages under way arrive. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('messages arrive later, in order, texts and bytes alike', async () => {
  const [a, b] = memoryPipes();
  const got: unknown[] = [];
  b.onMessage((message) => got.push(message));
  a.send('one');
  a.send(Uint8Array.of(2));
  expect(got).toEqual([]);
  await settle();
  expect(got).toEqual(['one', Uint8Array.of(2)]);
});

test('what comes before anyone listens waits', async () => {
  const [a, b] = memoryPipes();
  a.send('early');
  await settle();
  const got: unknown[] = [];
  b.onMessage((message) => got.push(message));
  expect(got).toEqual(['early']);
});

test('closing either end tells both, once, and nothing arrives any more', async () => {
  const [a, b] = memoryPipes();
  const told: string[] = [];
  const got: unknown[] = [];
  a.onClose(() => told.push('a'));
  b.onClose(() => told.push('b'));
  b.onMessage((message) => got.push(message));
  a.send('too late');
  b.close();
  a.close();
  a.send('much too late');
  await settle();
  expect([told, got]).toEqual([['a', 'b'], []]);
});
