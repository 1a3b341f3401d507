import { expect, test } from 'vitest';
import { formatBytes } from '#shared/graph/bytes';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '0.98 KB'],
  [830 * 2 ** 20, '830 MB'],
  [1020 * 2 ** 20, '1 GB'],
  [1.42 * 2 ** 30, '1.4 GB'],
  [22.7 * 2 ** 30, '23 GB'],
])('%d bytes are written as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
