import { expect, test } from 'vitest';
import { formatFlops, formatPart, formatSeconds } from '#shared/compile/preflight/format';

test.each([
  [0.000_351, '0.35 ms', '0.35밀리초'],
  [0.042, '42 ms', '42밀리초'],
  [0.999_6, '1 s', '1초'],
  [2.14, '2.1 s', '2.1초'],
  [99.4, '99 s', '99초'],
  [200.4, '3 min 20 s', '3분 20초'],
  [3_899, '1 h 4 min', '1시간 4분'],
])('%d seconds', (seconds, en, ko) => {
  expect(formatSeconds(seconds)).toEqual({ en, ko });
});

test.each([
  [0, '0 FLOPs'],
  [812, '812 FLOPs'],
  [999.6, '1 kFLOPs'],
  [12_345_678, '12.3 MFLOPs'],
  [4e18, '4000 PFLOPs'],
])('%d operations', (flops, text) => {
  expect(formatFlops(flops)).toBe(text);
});

test.each([
  [0, '0 %'],
  [0.0004, '< 0.1 %'],
  [0.0034, '0.3 %'],
  [0.0996, '10 %'],
  [0.421, '42 %'],
  [1, '100 %'],
])('a share of %d', (share, text) => {
  expect(formatPart(share)).toBe(text);
});
