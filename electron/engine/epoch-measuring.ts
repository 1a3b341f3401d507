import type { TargetSpec } from '#shared/compile/program';
import type { NamedMetric } from '#shared/train/metric-names';
import type { Position } from './epoch-sums';
import { startMeasuring } from './measure';
import type { ChunkResult, Slab } from './trainer';

/** Streaming metrics of the training samples, gathered over each epoch as Keras's `fit` does: every batch before its own update. */
export interface EpochMeasuring {
  add(slab: Slab, result: ChunkResult): void;
  /** Single numbers by name; none where not the whole epoch was seen. */
  results(): Readonly<Record<string, number>>;
  /** The position with what was counted in its epoch. */
  positionWith(position: Position): Position;
  /** What was counted is of steps that were taken back. */
  forget(): void;
  /** The next epoch begins. */
  restart(): void;
}

/** Goes on from where a position stands. */
export function createEpochMeasuring(
  metrics: readonly NamedMetric[],
  target: TargetSpec,
  from: Position,
): EpochMeasuring {
  const { streams } = from.sums;
  let measuring = startMeasuring(metrics, target, streams);
  let isWhole = from.stepInEpoch === 0 || streams !== undefined;
  return {
    add({ y, batch, steps }, { predictions }) {
      if (predictions) measuring?.update(y, predictions, batch * steps);
      else isWhole = false;
    },
    results: () =>
      isWhole
        ? Object.fromEntries(
            Object.entries(measuring?.results() ?? {}).filter(
              (entry): entry is [string, number] => typeof entry[1] === 'number',
            ),
          )
        : {},
    positionWith: (position) =>
      measuring && isWhole && position.stepInEpoch > 0
        ? { ...position, sums: { ...position.sums, streams: measuring.save() } }
        : position,
    forget() {
      isWhole = false;
    },
    restart() {
      measuring = startMeasuring(metrics, target);
      isWhole = true;
    },
  };
}
