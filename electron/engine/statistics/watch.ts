import type { CompileSource } from '#shared/compile/program';
import { inferGraph } from '#shared/compile/infer';
import { sizeOf } from '#shared/graph/shape';
import type { LayerStatistics } from '#shared/protocol/api';
import type { Slab, Trainer } from '../trainer';
import { moments, unitShare } from './output-statistics';
import { watchedLayers } from './watched-layers';
import { type WatchedStep, weightStatistics } from './weight-statistics';

const INTERVAL_MS = 250;
/** A look is followed by at least so many times its length without one: under 2 % of the time. */
const REST_FACTOR = 50;
/** Outputs are of so many samples at most, and of fewer where they are long. */
const MOST_SAMPLES = 32;
const MOST_VALUES = 2 ** 20;
const FEWEST_SAMPLES = 4;

/** Looks at a step of a training once in a while. */
export interface Watch {
  /** Whether the next step is to be looked at. */
  isDue(): boolean;
  /** Looks at the one step of `slab`, which the trainer has just done. */
  look(slab: Slab, step: WatchedStep): Promise<void>;
}

export interface WatchOptions {
  readonly source: CompileSource;
  readonly trainer: Pick<Trainer, 'layout' | 'predict' | 'getState'>;
  /** Of a full batch. */
  readonly batch: number;
  /** `step` counts like `runState.step`. */
  onStatistics(step: number, layers: LayerStatistics[]): void;
  now(): number;
}

/** Tells gradients, updates and outputs of every trained layer, at most four times a second. It changes nothing of what is trained. */
export function createWatch({ source, trainer, batch, onStatistics, now }: WatchOptions): Watch {
  const layers = watchedLayers(source.graph, trainer.layout);
  const { nodes } = inferGraph(source.graph);
  const fetches = [...new Set(layers.flatMap(({ nodeId, units }) => [nodeId, units?.nodeId ?? nodeId]))];
  const values = fetches.reduce((sum, id) => sum + sizeOf(nodes.get(id)?.shape ?? []), 0);
  const samples = Math.min(
    batch,
    Math.max(FEWEST_SAMPLES, Math.min(MOST_SAMPLES, Math.floor(MOST_VALUES / Math.max(1, values)))),
  );
  let looks = 0;
  let restUntil = -Infinity;

  return {
    isDue: () => layers.length > 0 && now() >= restUntil,
    async look(slab, step) {
      const startedAt = now();
      const { step: at } = trainer.getState();
      const x = slab.x.subarray(0, (slab.x.length / slab.batch) * samples);
      const outputs = await trainer.predict(x, samples, fetches);
      const statistics = layers.map(({ nodeId, units, ...part }): LayerStatistics => {
        const own = outputs.get(nodeId);
        const judged = units && outputs.get(units.nodeId);
        const share = units && judged ? unitShare(judged, units) : null;
        return {
          nodeId,
          ...weightStatistics(part, step),
          ...(own ? moments(own) : { mean: null, deviation: null }),
          dead: units?.kind === 'dead' ? share : null,
          saturated: units?.kind === 'saturated' ? share : null,
        };
      });
      // The first look compiles the forward graph, which no other does.
      const cost = looks++ === 0 ? 0 : now() - startedAt;
      restUntil = now() + Math.max(INTERVAL_MS, cost * REST_FACTOR);
      onStatistics(at, statistics);
    },
  };
}
