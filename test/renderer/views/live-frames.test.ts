import { beforeEach, expect, test } from 'vitest';
import type { Frame, FrameSubject } from '../../../shared/protocol/frame';
import { useLive } from '../../../renderer/state/live-store';

const frameOf = (of: FrameSubject): Frame => ({
  run: 'r',
  seq: 1,
  stream: 'inspect',
  step: 3,
  of,
  tensors: [],
});
const maps = (nodeId: string, channel = 0): FrameSubject => ({ nodeId, what: 'maps', channel });

beforeEach(() => useLive.getState().setInspected(null));

test('a frame of a block that was left is not shown for the next one', () => {
  const { setInspected, receive } = useLive.getState();
  setInspected(maps('a'));
  receive(frameOf(maps('a')));
  expect(useLive.getState().inspect?.of).toEqual(maps('a'));
  setInspected(maps('b'));
  expect(useLive.getState().inspect).toBeNull();
  receive(frameOf(maps('a')));
  expect(useLive.getState().inspect).toBeNull();
});

test('another channel keeps the picture until its own is there', () => {
  const { setInspected, receive } = useLive.getState();
  setInspected(maps('a'));
  receive(frameOf(maps('a')));
  setInspected(maps('a', 5));
  expect(useLive.getState().inspect?.of).toEqual(maps('a'));
  receive(frameOf(maps('a', 5)));
  expect(useLive.getState().inspect?.of).toEqual(maps('a', 5));
});
