import type { CompileSource } from '#shared/compile/program';
import type { Choice } from '#shared/graph/document';
import type { ProbeRow } from '#shared/protocol/probe';
import { probesOf, type ProbeSettings } from '#shared/train/probe';
import {
  NEVER,
  type ObservedStep,
  type StepObserver,
  type StepPlace,
  stepsToEpochEnd,
  stepsToMultiple,
} from '../observers';
import type { FetchedOutput, Trainer } from '../trainer';
import { type Reading, readingsOf } from './probe-readings';
import { sampleCount } from './sample-count';

export interface ProbeOptions {
  readonly source: CompileSource;
  readonly trainer: Pick<Trainer, 'layout' | 'predict'>;
  /** The callbacks as they are now. */
  callbacks(): readonly Choice[];
  /** Of the update after `step` others. */
  rateAt(step: number): number;
  onRow(row: ProbeRow): void;
}

interface Plan {
  readonly settings: ProbeSettings;
  readonly readings: readonly Reading[];
  readonly needsGradient: boolean;
}

/** Records what the probes among the callbacks ask for, at the steps they ask for. */
export interface Probe extends StepObserver {
  /** The names of all that is recorded. */
  names(): readonly string[];
}

export function createProbe({ source, trainer, callbacks, rateAt, onRow }: ProbeOptions): Probe {
  let planned: { readonly of: readonly Choice[]; readonly plans: readonly Plan[] } | null = null;

  function plans(): readonly Plan[] {
    const of = callbacks();
    if (planned?.of !== of)
      planned = {
        of,
        plans: probesOf(of).flatMap((settings): Plan[] => {
          const readings = readingsOf(settings, source, trainer.layout);
          const needsGradient = readings.some((reading) => reading.needsGradient);
          return readings.length > 0 ? [{ settings, readings, needsGradient }] : [];
        }),
      };
    return planned.plans;
  }

  const counts = new Map<string, number>();
  function samplesFor(fetches: readonly string[]): number {
    const key = fetches.join('|');
    const known = counts.get(key) ?? sampleCount(source.graph, fetches);
    counts.set(key, known);
    return known;
  }

  const stepsTo = ({ settings: { every, unit } }: Plan, place: StepPlace) =>
    unit === 'step' ? stepsToMultiple(place, every) : stepsToEpochEnd(place, every);

  async function outputsOf(
    { slab }: ObservedStep,
    readings: readonly Reading[],
  ): Promise<ReadonlyMap<string, FetchedOutput>> {
    const fetches = [...new Set(readings.flatMap((reading) => reading.fetches))];
    if (fetches.length === 0) return new Map();
    const { x, batch, steps } = slab;
    const size = x.length / (batch * steps);
    const first = (steps - 1) * batch;
    const count = Math.min(batch, samplesFor(fetches));
    return trainer.predict(x.subarray(first * size, (first + count) * size), count, fetches);
  }

  return {
    names: () => [...new Set(plans().flatMap(({ readings }) => readings.map(({ name }) => name)))],
    next(place) {
      const next = plans().map((plan) => ({ plan, steps: stepsTo(plan, place) }));
      if (next.length === 0) return NEVER;
      const steps = Math.min(...next.map((each) => each.steps));
      return { steps, needsGradient: next.some((each) => each.steps === steps && each.plan.needsGradient) };
    },
    async look(step) {
      const { place } = step;
      // One step back this step was the next.
      const before: StepPlace = {
        ...place,
        step: place.step - 1,
        stepInEpoch: place.stepInEpoch - 1,
      };
      const readings = plans().flatMap((plan) => (stepsTo(plan, before) === 1 ? plan.readings : []));
      const outputs = await outputsOf(step, readings);
      const seen = { step, outputs, learningRate: rateAt(place.step - 1) };
      onRow({
        step: place.step,
        values: Object.fromEntries(readings.map((reading) => [reading.name, reading.read(seen)])),
      });
    },
  };
}
