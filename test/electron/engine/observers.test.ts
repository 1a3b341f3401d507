import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  planChunk,
  stepsToEpochEnd,
  stepsToMultiple,
  type StepObserver,
  type StepPlace,
} from '../../../electron/engine/observers';

const observer = (steps: (place: StepPlace) => number, needsGradient = false): StepObserver => ({
  next: (place) => ({ steps: steps(place), needsGradient }),
  look: () => undefined,
});

/** Walks through `epochs` epochs in chunks of at most `most` steps; tells what every observer saw, and how long the chunks were. */
function walk(observers: readonly StepObserver[], stepsPerEpoch: number, epochs: number, most: number) {
  const seen: number[][] = observers.map(() => []);
  const alone: boolean[] = [];
  let place: StepPlace = { step: 0, epoch: 0, stepInEpoch: 0, stepsPerEpoch };
  while (place.epoch < epochs) {
    const plan = planChunk(observers, place, most);
    const made = Math.min(plan.steps, stepsPerEpoch - place.stepInEpoch);
    expect(made).toBeGreaterThanOrEqual(1);
    const step = place.step + made;
    for (const due of plan.due(made)) {
      seen[observers.indexOf(due)]!.push(step);
      alone.push(!due.next(place).needsGradient || (made === 1 && plan.wantsGradient));
    }
    const stepInEpoch = place.stepInEpoch + made;
    place =
      stepInEpoch >= stepsPerEpoch
        ? { ...place, step, epoch: place.epoch + 1, stepInEpoch: 0 }
        : { ...place, step, stepInEpoch };
  }
  return { seen, alone };
}

const multiples = (every: number, most: number) =>
  Array.from({ length: Math.floor(most / every) }, (_, i) => (i + 1) * every);

const small = fc.integer({ min: 1, max: 12 });

describe('observers', () => {
  test('see exactly the steps they ask for, whatever the chunks, and those with gradients alone', () => {
    fc.assert(
      fc.property(small, small, small, small, fc.boolean(), (every, epochEvery, perEpoch, most, alone) => {
        const { seen, alone: asAsked } = walk(
          [
            observer((place) => stepsToMultiple(place, every), alone),
            observer((place) => stepsToEpochEnd(place, epochEvery), !alone),
            observer(() => Infinity),
          ],
          perEpoch,
          6,
          most,
        );
        expect(seen).toEqual([
          multiples(every, 6 * perEpoch),
          multiples(epochEvery, 6).map((epoch) => epoch * perEpoch),
          [],
        ]);
        expect(asAsked.every(Boolean)).toBe(true);
      }),
    );
  });

  test('leave chunks as they are where they want nothing', () => {
    const place = { step: 3, epoch: 0, stepInEpoch: 3, stepsPerEpoch: 100 };
    expect(planChunk([], place, 17)).toMatchObject({ steps: 17, wantsGradient: false });
  });

  test('an epoch whose steps are all done is behind', () => {
    const place = { step: 10, epoch: 0, stepInEpoch: 10, stepsPerEpoch: 10 };
    expect([stepsToEpochEnd(place, 1), stepsToEpochEnd(place, 2), stepsToEpochEnd(place, 3)]).toEqual([
      10, 10, 20,
    ]);
  });
});
