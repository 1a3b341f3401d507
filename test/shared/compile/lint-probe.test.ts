import { describe, expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import type { Choice } from '#shared/graph/document';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { chain, change, DIGITS } from '../../fixtures/drawings';
import { DEFAULT_DATA } from '#shared/data/config';

const GRAPH = chain(
  ['Input', { shape: [28, 28, 1] }],
  'Flatten',
  ['Dense', { units: 10, activation: 'softmax' }],
  'Output',
);

function remarks(params: Choice['params'], graph = GRAPH) {
  const training = {
    ...DEFAULT_TRAINING,
    callbacks: [
      { type: 'CSVLogger', params: {} },
      { type: 'Probe', params },
    ],
  };
  return checkProject({ graph, training, data: DEFAULT_DATA, info: DIGITS }).filter(({ code }) =>
    code.startsWith('probe-'),
  );
}

describe('a probe', () => {
  test.each([
    [{}],
    [{ quantity: 'learning_rate', layers: 'gone' }],
    [{ quantity: 'output_mean', layers: 'flatten' }],
    [{ quantity: 'weight', weight: 'kernel', index: [783, 9] }],
    [{ quantity: 'weight', weight: 'bias', index: [9], layers: 'dense' }],
  ])('has nothing wrong: %j', (params) => {
    expect(remarks(params)).toEqual([]);
  });

  test.each([
    [{ layers: 'dense, gone' }, 'probe-layer-missing', 'layers'],
    [{ quantity: 'weight', weight: 'gamma' }, 'probe-weight-missing', 'weight'],
    [{ quantity: 'weight', weight: 'kernel', index: [784, 0] }, 'probe-index-outside', 'index'],
    [{ quantity: 'weight', weight: 'kernel', index: [3] }, 'probe-index-outside', 'index'],
    [{ quantity: 'gradient_norm', layers: 'flatten' }, 'probe-records-nothing', 'quantity'],
  ])('that records nothing says so: %j', (params, code, param) => {
    expect(remarks(params)).toMatchObject([{ code, severity: 'warning', param: `callbacks.1.${param}` }]);
  });

  test('of a frozen layer has no gradient', () => {
    const frozen = change(GRAPH, 'dense', { trainable: false });
    expect(remarks({ quantity: 'gradient_norm' }, frozen)).toMatchObject([{ code: 'probe-records-nothing' }]);
    expect(remarks({ quantity: 'weight_norm' }, frozen)).toEqual([]);
  });

  test('of a layer that is not there can record all of them with one button', () => {
    const [problem] = remarks({ layers: 'gone', every: 3 });
    expect(problem!.fix!.repair).toMatchObject({
      key: 'callbacks',
      value: [{ type: 'CSVLogger' }, { type: 'Probe', params: { layers: '', every: 3 } }],
    });
  });
});
