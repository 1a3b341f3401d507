import type { Params } from '#shared/graph/document';
import { readParams } from '#shared/train/read-params';
import { SCHEDULES } from '#shared/train/schedules';

/** The phases of the one-cycle schedule: each with its last step, the rate at its beginning and the one at its end. */
export function oneCyclePhases(initial: number, given: Params) {
  const read = readParams(SCHEDULES['OneCycle']!.params, given);
  const [total, rise] = [read.number('totalSteps'), read.number('pctStart')];
  const low = initial / read.number('divFactor');
  const last = low / read.number('finalDivFactor');
  const top = rise * total - 1;
  const phases: readonly (readonly [number, number, number])[] = read.flag('threePhase')
    ? [
        [top, low, initial],
        [2 * rise * total - 2, initial, low],
        [total - 1, low, last],
      ]
    : [
        [top, low, initial],
        [total - 1, initial, last],
      ];
  return { phases, anneal: read.text('annealStrategy') };
}
