import { expect, test } from 'vitest';
import { IDLE } from '../../../renderer/state/run-store';
import { endNotes, endText } from '../../../renderer/training/end-text';

const END = {
  runId: 'r',
  reason: 'done' as const,
  epochs: 7,
  testLoss: 1,
  testMetrics: {},
  msPerStep: 1,
  samplesPerSecond: 1,
  peakRssMb: 1,
  device: 'cpu',
  checkpoint: null,
};
const RUN = { ...IDLE, state: 'done' as const };

test('a run that a callback ended says which one, why, and what its weights are', () => {
  const reason = { en: 'val_loss has not improved for 3 epochs.', ko: '나아지지 않았습니다.' };
  const end = { ...END, stoppedBy: { callback: 'EarlyStopping', reason }, restoredEpoch: 4 };
  expect(endText(RUN, end)).toEqual({
    en: 'Ended after 7 epochs by a callback: early stopping.',
    ko: '에포크 7개 뒤에 콜백(조기 종료)으로 끝났습니다.',
  });
  expect(endNotes(end).map(({ en }) => en)).toEqual([
    reason.en,
    'The weights are those after epoch 4, the best ones.',
  ]);
});

test('a run that was not stopped has nothing to add, but for averaged weights', () => {
  expect([endText(RUN, END).en, endNotes(END)]).toEqual(['Done after 7 epochs.', []]);
  expect(endNotes({ ...END, isAveraged: true })[0]!.en).toBe('The weights are their moving average.');
});
