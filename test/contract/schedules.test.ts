import { describe, expect, it } from 'vitest';
import type { ParamValue } from '#shared/graph/document';
import { checkParam } from '#shared/graph/params';
import { SCHEDULES } from '#shared/train/schedules';
import { coverageGaps } from './coverage';
import { casesOf, readCase, scalar } from './golden';
import { paramsFromKeras } from './keras-params';

interface ScheduleCase {
  readonly config: Readonly<Record<string, ParamValue>>;
  readonly steps: readonly number[];
  readonly learningRates: readonly (number | string)[];
  readonly learningRatesFloat64: readonly (number | string)[];
  readonly fragileSteps: readonly number[];
}

/** Half the distance between neighbouring float32 numbers around 1, and two roundings. */
const FLOAT32_ERROR = 1.5 * 2 ** -23;

const cases = casesOf('schedules').map((golden) => {
  const data = readCase(golden) as ScheduleCase;
  const definition = SCHEDULES[golden.name]!;
  const { initial_learning_rate: initial = 1, ...options } = data.config;
  const params = paramsFromKeras(definition.params, options);
  return { title: `${golden.name}/${golden.case}`, data, definition, params, initial: initial as number };
});

describe('schedules', () => {
  it('have a row for every golden case, and a golden case for every row', () => {
    expect(coverageGaps('schedules', SCHEDULES, { withoutCase: ['OneCycle'] })).toEqual([]);
  });

  it.each(cases)('$title has parameters that are allowed', ({ definition, params }) => {
    const wrong = Object.entries(params).filter(([name, value]) =>
      checkParam(definition.params[name]!, value),
    );
    expect(wrong).toEqual([]);
  });

  it.each(cases)('$title gives the rates of Keras', ({ data, definition, params, initial }) => {
    const float32 = data.learningRates.map(scalar);
    const largest = float32.reduce((most, rate) => Math.max(most, Math.abs(rate)), 0);
    const off = data.steps.filter((step, i) => {
      const rate = definition.rate(step, initial, params);
      const exact = scalar(data.learningRatesFloat64[i]!);
      const isExact = Math.abs(rate - exact) <= 1e-6 * Math.abs(exact);
      // Near the foot of a cosine Keras's float32 has lost its last digits, as many as the largest rate leaves.
      const tolerance = Math.max(1e-6 * Math.abs(float32[i]!), FLOAT32_ERROR * largest);
      const isClose = Math.abs(rate - float32[i]!) <= tolerance;
      return !data.fragileSteps.includes(step) && !(isExact && isClose);
    });
    expect(off).toEqual([]);
  });
});
