import type { CompileSource } from '#shared/compile/program';
import type { LayerStatistics } from '#shared/protocol/api';
import type { Slab, Trainer } from '../trainer';
import { outputStatistics, type OutputStatistics } from './output-statistics';
import { createRhythm } from './rhythm';
import { sampleCount } from './sample-count';
import { watchedLayers } from './watched-layers';
import { type WatchedStep, weightStatistics } from './weight-statistics';

const INTERVAL_MS = 250;
/** Outputs need a forward pass: less often. */
const OUTPUTS_INTERVAL_MS = 500;

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

/**
 * Tells gradients and updates of every trained layer at most four times a second, and its outputs, of that step or one a little
 * earlier, at most twice. It changes nothing of what is trained.
 */
export function createWatch({ source, trainer, batch, onStatistics, now }: WatchOptions): Watch {
  const layers = watchedLayers(source.graph, trainer.layout);
  const fetches = [...new Set(layers.flatMap(({ nodeId, units }) => [nodeId, units?.nodeId ?? nodeId]))];
  const samples = Math.min(batch, sampleCount(source.graph, fetches));
  const rhythm = createRhythm(INTERVAL_MS, now);
  const outputsRhythm = createRhythm(OUTPUTS_INTERVAL_MS, now);
  let outputs: readonly OutputStatistics[] = [];

  async function lookAtOutputs({ x, batch: rows }: Slab): Promise<void> {
    const fetched = await trainer.predict(x.subarray(0, (x.length / rows) * samples), samples, fetches);
    outputs = layers.map((layer) => outputStatistics(layer, fetched));
  }

  return {
    isDue: () => layers.length > 0 && rhythm.isDue(),
    async look(slab, step) {
      const { step: at } = trainer.getState();
      if (outputsRhythm.isDue()) await outputsRhythm.time(() => lookAtOutputs(slab));
      const told = await rhythm.time(() =>
        layers.map((layer, i) => ({
          nodeId: layer.nodeId,
          ...weightStatistics(layer, step),
          ...outputs[i]!,
        })),
      );
      onStatistics(at, told);
    },
  };
}
