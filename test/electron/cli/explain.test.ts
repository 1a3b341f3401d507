import { expect, test } from 'vitest';
import { explanationLines } from '../../../electron/cli/explain';
import { UsageError } from '../../../electron/cli/usage';

test('a remark is explained in the language of the terminal, with its source', () => {
  const [title, why, source] = explanationLines('softmax-with-squared-error', 'en');
  expect(title).toBe('softmax-with-squared-error: Softmax with mean squared error');
  expect(why).toContain('prediction minus target');
  expect(source).toMatch(/^Glorot, Bengio \(2010\): .*, 4\.1\. https:\/\/proceedings\.mlr\.press\//);
  expect(explanationLines('softmax-with-squared-error', 'ko')[1]).toContain('교차 엔트로피');
});

test('a code that there is not is refused, with those that there are', () => {
  expect(() => explanationLines('toString', 'en')).toThrow(UsageError);
  expect(() => explanationLines('toString', 'en')).toThrow('There is no remark "toString".');
});
