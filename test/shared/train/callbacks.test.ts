import { describe, expect, it } from 'vitest';
import type { Params } from '#shared/graph/document';
import { CALLBACKS } from '#shared/train/callbacks';
import { createCallback } from '#shared/train/callbacks/create';
import { directionOf } from '#shared/train/callbacks/monitor';

const start = (name: string, params: Params = {}) => createCallback(CALLBACKS[name]!, params);

/** The kinds of actions, epoch after epoch, when `monitor` takes these values. */
const kinds = (name: string, params: Params, monitor: string, values: readonly number[]) => {
  const callback = start(name, params);
  return values.map((value, epoch) =>
    callback
      .onEpochEnd({ epoch, logs: { [monitor]: value }, learningRate: 0.01 })
      .map((action) => (action.kind === 'saveCheckpoint' ? action.as : action.kind)),
  );
};

describe('the direction of a monitored quantity', () => {
  it('comes from the metric that its name ends in', () => {
    const names = [
      'loss',
      'val_loss',
      'val_accuracy',
      'head_1_accuracy',
      'auc',
      'val_mean_absolute_error',
      'r2_score',
    ];
    expect(names.map((name) => directionOf(name, 'auto'))).toEqual([
      'min',
      'min',
      'max',
      'max',
      'max',
      'min',
      'max',
    ]);
  });

  it('is the one that is asked for', () => {
    expect([directionOf('accuracy', 'min'), directionOf('loss', 'max')]).toEqual(['min', 'max']);
  });
});

describe('a callback whose quantity is not there', () => {
  it.each([
    ['EarlyStopping', {}],
    ['ReduceLROnPlateau', {}],
    ['StopAtTarget', {}],
    ['ModelCheckpoint', { saveBestOnly: true }],
  ])('%s warns once and does nothing', (name, params) => {
    expect(kinds(name, { ...params, monitor: 'val_loss' }, 'loss', [1, 1, 1])).toEqual([['warn'], [], []]);
  });

  it('says what there is instead', () => {
    const event = { epoch: 0, logs: { loss: 1, accuracy: 0.5 }, learningRate: 0.01 };
    expect(start('EarlyStopping').onEpochEnd(event)).toMatchObject([
      { diagnostic: { code: 'monitor-not-available', expected: 'loss, accuracy', received: 'val_loss' } },
    ]);
  });
});

describe('ModelCheckpoint', () => {
  it('saves every epoch over the last one', () => {
    expect(kinds('ModelCheckpoint', {}, 'val_loss', [3, 4])).toEqual([['last'], ['last']]);
  });

  it('saves the best only, if asked: NaN and equal values are not better', () => {
    const saved = kinds('ModelCheckpoint', { saveBestOnly: true }, 'val_loss', [3, Number.NaN, 3, 2, 5]);
    expect(saved).toEqual([['best'], [], [], ['best'], []]);
  });

  it('begins with a value of one’s own', () => {
    const params = { saveBestOnly: true, initialValueThreshold: 0.8, monitor: 'val_accuracy' };
    expect(kinds('ModelCheckpoint', params, 'val_accuracy', [0.7, 0.9])).toEqual([[], ['best']]);
  });
});

describe('StopAtTarget', () => {
  it('stops when an accuracy is high enough, or a loss low enough', () => {
    expect(kinds('StopAtTarget', { target: 0.9 }, 'val_accuracy', [0.8, 0.9])).toEqual([[], ['stop']]);
    const loss = { monitor: 'loss', target: 0.1 };
    expect(kinds('StopAtTarget', loss, 'loss', [0.2, Number.NaN, 0.1])).toEqual([[], [], ['stop']]);
  });
});

describe('TerminateOnNaN', () => {
  it('stops at the first batch whose loss is not finite', () => {
    const callback = start('TerminateOnNaN');
    const losses = [1, 0.5, Number.NaN];
    const actions = losses.map((loss, step) => callback.onBatchEnd({ step, loss }));
    expect(actions.map((list) => list.map(({ kind }) => kind))).toEqual([[], [], ['stop']]);
    expect(actions[2]).toMatchObject([{ reason: { en: expect.stringContaining('step 3') as string } }]);
    expect(callback.onBatchEnd({ step: 3, loss: Number.POSITIVE_INFINITY })).toHaveLength(1);
  });
});

describe('CSVLogger', () => {
  const rows = (params: Params) => {
    const callback = start('CSVLogger', params);
    return [
      callback.onEpochEnd({ epoch: 0, logs: { loss: 0.5, accuracy: 0.75 }, learningRate: 0.01 }),
      callback.onEpochEnd({ epoch: 1, logs: { loss: 0.25 }, learningRate: 0.01 }),
    ].flat();
  };

  it('writes a row an epoch, columns in alphabetical order, NA for what is missing', () => {
    expect(rows({})).toEqual([
      {
        kind: 'writeRow',
        file: 'training.csv',
        header: 'epoch,accuracy,learning_rate,loss\r\n',
        row: '0,0.75,0.01,0.5\r\n',
        begin: 'new',
      },
      {
        kind: 'writeRow',
        file: 'training.csv',
        header: 'epoch,accuracy,learning_rate,loss\r\n',
        row: '1,NA,0.01,0.25\r\n',
        begin: null,
      },
    ]);
  });

  it('appends with another separator if asked', () => {
    expect(rows({ append: true, separator: '\t', filename: 'log.tsv' })[0]).toMatchObject({
      file: 'log.tsv',
      row: '0\t0.75\t0.01\t0.5\r\n',
      begin: 'append',
    });
  });
});

describe('every callback', () => {
  it.each(Object.keys(CALLBACKS))('%s starts with what JSON can hold', (name) => {
    const memory = start(name).memory();
    expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
  });
});
