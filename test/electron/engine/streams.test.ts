import { expect, test } from 'vitest';
import { createStreams } from '../../../electron/engine/views/streams';

function setup() {
  const clock = { now: 0 };
  const sent: number[] = [];
  const streams = createStreams(
    ({ seq }) => sent.push(seq),
    () => clock.now,
  );
  const send = () => streams.send('inspect', 'run', 1, []);
  return { clock, sent, streams, send };
}

test('a stream carries at most 20 frames a second', () => {
  const { clock, streams, send } = setup();
  send();
  streams.acknowledge('inspect', 1);
  expect(streams.waitFor('inspect')).toBe(50);
  clock.now = 50;
  expect(streams.waitFor('inspect')).toBe(0);
});

test('two frames are under way at most, and an answer makes room', () => {
  const { clock, sent, streams, send } = setup();
  send();
  clock.now = 50;
  send();
  clock.now = 100;
  expect(streams.waitFor('inspect')).toBe(Infinity);
  expect(streams.waitFor('thumbnails')).toBe(0);
  streams.acknowledge('inspect', sent[0]!);
  expect(streams.waitFor('inspect')).toBe(0);
});

test('a page that never answers does not stop the stream for ever', () => {
  const { clock, streams, send } = setup();
  send();
  send();
  clock.now = 10_000;
  expect(streams.waitFor('inspect')).toBe(0);
});
