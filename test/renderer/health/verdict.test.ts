import { describe, expect, test } from 'vitest';
import type { LayerStatistics } from '#shared/protocol/api';
import { VERDICTS } from '../../../renderer/health/texts';
import { verdictsOf } from '../../../renderer/health/verdict';

const layer = (change: Partial<LayerStatistics> = {}): LayerStatistics => ({
  nodeId: 'n',
  gradientNorm: 0.1,
  updateRatio: 1e-3,
  mean: 0,
  deviation: 1,
  dead: null,
  saturated: null,
  ...change,
});

const verdictOf = (change: Partial<LayerStatistics>) => verdictsOf([layer(change)])[0];

describe('A layer', () => {
  test.each<[string, Partial<LayerStatistics>, readonly string[]]>([
    ['is healthy', {}, []],
    ['is healthy without an update', { updateRatio: null }, []],
    ['explodes above 1000', { gradientNorm: 1001 }, ['exploding']],
    ['does not at 1000', { gradientNorm: 1000 }, []],
    ['explodes when its gradient is not finite', { gradientNorm: null }, ['exploding']],
    ['vanishes below a millionth', { gradientNorm: 0.9e-6 }, ['vanishing']],
    ['vanishes without any gradient', { gradientNorm: 0, updateRatio: null }, ['vanishing']],
    ['does not at a millionth', { gradientNorm: 1e-6 }, []],
    ['has many dead units above a half', { dead: 0.51 }, ['dead']],
    ['does not at a half', { dead: 0.5 }, []],
    ['is saturated above a half', { saturated: 0.51 }, ['saturated']],
    ['makes large updates above a tenth', { updateRatio: 0.11 }, ['largeUpdates']],
    ['makes small updates below a ten-thousandth', { updateRatio: 0.9e-4 }, ['smallUpdates']],
    ['may have several troubles, the worst first', { gradientNorm: 1e-7, dead: 1 }, ['vanishing', 'dead']],
  ])('%s', (_, change, expected) => {
    expect(verdictOf(change)).toEqual(expected);
  });
});

test('A gradient vanishes beside one more than a thousand times as large', () => {
  const layers = [1, 0.99e-3, 1.01e-3].map((gradientNorm) => layer({ gradientNorm }));
  expect(verdictsOf(layers)).toEqual([[], ['vanishing'], []]);
});

test('A gradient that is not finite makes no other vanish', () => {
  const layers = [null, 1].map((gradientNorm) => layer({ gradientNorm }));
  expect(verdictsOf(layers)).toEqual([['exploding'], []]);
});

test('Every verdict is explained with its source, in both languages', () => {
  for (const { explanation } of Object.values(VERDICTS)) {
    expect(explanation.en).toContain('Source:');
    expect(explanation.ko).toContain('출처:');
  }
});
