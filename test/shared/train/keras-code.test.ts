import { expect, test } from 'vitest';
import { PROBE_QUANTITIES } from '#shared/train/probe';
import { probeKeras } from '#shared/train/probe-code';
import { DEFAULT_RATE_FINDER } from '#shared/train/rate-finder';
import { rateFinderKeras } from '#shared/train/rate-finder-code';

test('the search for a rate is a LambdaCallback with the same numbers', () => {
  const code = rateFinderKeras({ ...DEFAULT_RATE_FINDER, from: 0.001, steps: 50 }, 32);
  expect(code).toContain('first, last, steps = 0.001, 10, 50');
  expect(code).toContain('smoothing, stop_factor = 0.9, 4');
  expect(code).toContain('batch_size=32');
  expect(code).toContain(
    'keras.callbacks.LambdaCallback(on_train_batch_begin=set_rate, on_train_batch_end=record)',
  );
});

test('a probe is a LambdaCallback, but for what a callback cannot see', () => {
  const without = Object.keys(PROBE_QUANTITIES).filter((quantity) => probeKeras({ quantity }) === null);
  expect(without).toEqual(['gradient_norm', 'update_ratio', 'saturated']);
  const code = probeKeras({
    quantity: 'weight',
    layers: 'dense, dense_1',
    weight: 'kernel',
    index: [3, 0],
    every: 2,
    unit: 'epoch',
  });
  expect(code).toContain('if each.name == "kernel")[3, 0]');
  expect(code).toContain('for layer in [model.get_layer(name) for name in ["dense","dense_1"]]');
  expect(code).toContain('if count % 2 == 0:');
  expect(code).toContain('LambdaCallback(on_epoch_end=record)');
  expect(probeKeras({ quantity: 'learning_rate' })).toContain('float(model.optimizer.learning_rate)');
});
