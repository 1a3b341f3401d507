import type { ModelState } from '#shared/compile/program';
import { splitRange } from '#shared/data/split';
import { DiagnosticError } from '#shared/graph/diagnostic';
import type { RateFinding, RateSteps } from '#shared/protocol/rates';
import {
  checkRateFinder,
  createRateCurve,
  finderRates,
  suggestRate,
  type RateFinderSettings,
} from '#shared/train/rate-finder';
import { adaptLayers } from './adapt';
import { chunkMilliseconds } from './chunk-length';
import { createMeter } from './meter';
import type { Model } from './model';
import { nextTurn } from './next-turn';
import { partOf } from './data/samples';
import { createPipeline } from './pipeline';
import type { CreateTrainer } from './training';
import type { Trainer } from './trainer';

export interface RateFinderOptions {
  readonly createTrainer: CreateTrainer;
  /** After every chunk. */
  onSteps(steps: RateSteps): void;
  now(): number;
}

/** What is trained for it, from which numbers on. */
export interface RateFinderStart {
  readonly model: Model;
  readonly initial: ModelState;
}

/** Looks for a learning rate with a trainer of its own, beside whatever else is going on. */
export interface RateFinder {
  /** Whether a search is under way. */
  readonly active: boolean;
  /** Ends the search before, if there is one. Rejects with a DiagnosticError for settings that cannot be used. */
  find(start: Promise<RateFinderStart>, settings: RateFinderSettings): Promise<RateFinding>;
  cancel(): void;
  /** Resolves when nothing is being looked for any more. */
  idle(): Promise<void>;
}

export function createRateFinder({ createTrainer, onSteps, now }: RateFinderOptions): RateFinder {
  let control = { isCancelled: false };
  let finished: Promise<unknown> = Promise.resolve();
  let searches = 0;

  async function search(
    { model, initial }: RateFinderStart,
    settings: RateFinderSettings,
    trainer: Trainer,
    mine: typeof control,
  ): Promise<RateFinding> {
    const { training } = model.project;
    const pipeline = createPipeline({
      samples: partOf(model.dataset.train, 0, trainCount(model)),
      target: model.target,
      batchSize: training.batchSize,
      shuffle: training.shuffle,
      seed: initial.seed,
    });
    trainer.setState(initial);
    await adaptLayers(model, trainer);
    const rates = finderRates(settings);
    const curve = createRateCurve(settings);
    const meter = createMeter();
    let [epoch, stepInEpoch] = [0, 0];
    let reason: RateFinding['reason'] = 'done';
    while (reason === 'done' && curve.losses.length < rates.length) {
      const before = curve.losses.length;
      const steps = Math.min(rates.length - before, meter.chunkSteps(chunkMilliseconds(trainer.layout)));
      const slab = await pipeline.slab(epoch, stepInEpoch, steps);
      pipeline.ahead(epoch, stepInEpoch + slab.steps, steps);
      const startedAt = now();
      const { losses } = await trainer.runChunk(
        slab,
        Float32Array.from(rates.slice(before, before + slab.steps)),
      );
      meter.add(slab.steps, slab.steps * slab.batch, now() - startedAt);
      stepInEpoch += slab.steps;
      if (stepInEpoch >= pipeline.stepsPerEpoch) [epoch, stepInEpoch] = [epoch + 1, 0];
      if (losses.some((loss) => curve.add(loss))) reason = 'diverged';
      if (mine.isCancelled) reason = 'cancelled';
      else
        onSteps({
          before,
          rates: rates.slice(before, curve.losses.length),
          losses: curve.losses.slice(before),
          smoothed: curve.smoothed.slice(before),
        });
      await nextTurn();
    }
    const { device } = trainer;
    return { reason, steps: curve.losses.length, device, ...suggestRate(rates, curve.smoothed) };
  }

  async function find(
    start: RateFinderStart,
    settings: RateFinderSettings,
    mine: typeof control,
  ): Promise<RateFinding> {
    if (mine.isCancelled) return CANCELLED;
    const { model, initial } = start;
    const batch = Math.min(model.project.training.batchSize, trainCount(model));
    const trainer = await createTrainer(model.source, initial, batch);
    try {
      return mine.isCancelled ? CANCELLED : await search(start, settings, trainer, mine);
    } finally {
      await trainer.dispose();
    }
  }

  return {
    get active() {
      return searches > 0;
    },
    find(start, settings) {
      control.isCancelled = true;
      const [problem] = checkRateFinder(settings);
      if (problem) {
        start.catch(() => undefined);
        return Promise.reject(new DiagnosticError(problem));
      }
      const mine = (control = { isCancelled: false });
      const found = Promise.all([start, finished]).then(([ready]) => find(ready, settings, mine));
      searches++;
      finished = found.catch(() => undefined).finally(() => searches--);
      return found;
    },
    cancel() {
      control.isCancelled = true;
    },
    idle: async () => void (await finished),
  };
}

const CANCELLED: RateFinding = { reason: 'cancelled', steps: 0, steepest: null, lowest: null, device: '' };

const trainCount = ({ dataset, project }: Model): number =>
  splitRange(dataset.train.count, project.training.validationSplit).train;
