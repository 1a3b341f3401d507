import type { FetchedOutput } from '../trainer';
import type { UnitKind, WatchedLayer } from './watched-layers';

/** A value is near an end of its function when less than this share of the range is between them. */
const NEAR = 0.025;

export interface Moments {
  readonly mean: number | null;
  readonly deviation: number | null;
}

export interface OutputStatistics extends Moments {
  readonly dead: number | null;
  readonly saturated: number | null;
}

/** What a layer gives for some samples; null where it does not apply. */
export function outputStatistics(
  { nodeId, units }: Pick<WatchedLayer, 'nodeId' | 'units'>,
  outputs: ReadonlyMap<string, FetchedOutput>,
): OutputStatistics {
  const own = outputs.get(nodeId);
  const judged = units && outputs.get(units.nodeId);
  const share = units && judged ? unitShare(judged, units) : null;
  return {
    ...(own ? moments(own) : { mean: null, deviation: null }),
    dead: units?.kind === 'dead' ? share : null,
    saturated: units?.kind === 'saturated' ? share : null,
  };
}

/** Mean and standard deviation of all values; null when they are not finite. */
export function moments({ data }: FetchedOutput): Moments {
  let [sum, squares] = [0, 0];
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / data.length;
  const deviation = Math.sqrt(Math.max(0, squares / data.length - mean * mean));
  return { mean: finite(mean), deviation: finite(deviation) };
}

/** Of the units (the last axis), the share that is 0 everywhere in the batch; or of all values, the share near an end. */
export const unitShare = (output: FetchedOutput, units: UnitKind): number =>
  units.kind === 'dead' ? deadShare(output) : saturatedShare(output, units.ends);

function deadShare({ shape, data }: FetchedOutput): number {
  const count = shape.at(-1) ?? 1;
  const isAlive = new Uint8Array(count);
  for (let start = 0; start < data.length; start += count)
    for (let unit = 0; unit < count; unit++) if (data[start + unit] !== 0) isAlive[unit] = 1;
  return isAlive.reduce((dead, alive) => dead + 1 - alive, 0) / count;
}

function saturatedShare({ data }: FetchedOutput, [low, high]: readonly [number, number]): number {
  const margin = NEAR * (high - low);
  let near = 0;
  for (const value of data) if (value <= low + margin || value >= high - margin) near++;
  return near / data.length;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
