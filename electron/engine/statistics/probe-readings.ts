import type { CompileSource, StateLayout } from '#shared/compile/program';
import { expandGraph } from '#shared/graph/expand';
import { probeName, type ProbeQuantity, type ProbeSettings, weightPlace } from '#shared/train/probe';
import type { ObservedStep } from '../observers';
import type { FetchedOutput } from '../trainer';
import { moments, unitShare } from './output-statistics';
import { watchedLayers, type WatchedLayer } from './watched-layers';
import { weightStatistics } from './weight-statistics';

/** What a reading is taken from. */
export interface Seen {
  readonly step: ObservedStep;
  readonly outputs: ReadonlyMap<string, FetchedOutput>;
  readonly learningRate: number;
}

/** One value that a probe records. */
export interface Reading {
  readonly name: string;
  readonly needsGradient: boolean;
  /** Blocks whose outputs it reads. */
  readonly fetches: readonly string[];
  /** Null where it is not finite, or does not apply in this step. */
  read(seen: Seen): number | null;
}

/** A layer of the drawing with what is known of its weights. */
interface ProbedLayer {
  readonly nodeId: string;
  readonly name: string;
  readonly slots: StateLayout['slots'];
  /** Null when nothing of it is trained. */
  readonly watched: WatchedLayer | null;
}

type Kind = (layer: ProbedLayer, settings: ProbeSettings) => Omit<Reading, 'name'> | null;

/** The readings of a probe, in the order in which the layers compute; layers to which its quantity does not apply are left out. */
export function readingsOf(
  settings: ProbeSettings,
  source: CompileSource,
  layout: StateLayout,
): readonly Reading[] {
  if (settings.quantity === 'learning_rate') return [LEARNING_RATE];
  const kind = KINDS[settings.quantity];
  return layersOf(source, layout)
    .filter((layer) => (settings.layers ? settings.layers.includes(layer.name) : layer.slots.length > 0))
    .flatMap((layer): Reading[] => {
      const reading = kind(layer, settings);
      return reading ? [{ ...reading, name: probeName(settings, layer.name) }] : [];
    });
}

const LEARNING_RATE: Reading = {
  name: 'learning_rate',
  needsGradient: false,
  fetches: [],
  read: ({ learningRate }) => learningRate,
};

function layersOf({ graph }: CompileSource, layout: StateLayout): readonly ProbedLayer[] {
  const watched = new Map(watchedLayers(graph, layout).map((layer) => [layer.nodeId, layer]));
  return expandGraph(graph).graph.nodes.map(({ id, name }) => ({
    nodeId: id,
    name,
    slots: layout.slots.filter(({ nodeId }) => nodeId === id),
    watched: watched.get(id) ?? null,
  }));
}

const KINDS: Readonly<Record<Exclude<ProbeQuantity, 'learning_rate'>, Kind>> = {
  weight_norm: ({ slots }) => {
    const weights = slots.filter(({ store }) => store !== 'buffers');
    if (weights.length === 0) return null;
    return plain(({ step: { after } }) => {
      let sum = 0;
      for (const { store, offset, size } of weights)
        for (let i = offset; i < offset + size; i++) sum += after[store][i]! ** 2;
      return Math.sqrt(sum);
    });
  },
  gradient_norm: stepKind((statistics) => statistics.gradientNorm),
  update_ratio: stepKind((statistics) => statistics.updateRatio),
  output_mean: ({ nodeId }) => ofOutput(nodeId, (output) => moments(output).mean),
  output_std: ({ nodeId }) => ofOutput(nodeId, (output) => moments(output).deviation),
  dead: unitKind('dead'),
  saturated: unitKind('saturated'),
  weight: ({ slots }, { weight, index }) => {
    const slot = slots.find((candidate) => candidate.weight === weight);
    const place = slot ? weightPlace(slot.shape, slot.layout, index) : null;
    if (!slot || place === null) return null;
    return plain(({ step: { after } }) => after[slot.store][slot.offset + place]!);
  },
};

const finite = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null;

const plain = (read: (seen: Seen) => number): Omit<Reading, 'name'> => ({
  needsGradient: false,
  fetches: [],
  read: (seen) => finite(read(seen)),
});

const ofOutput = (nodeId: string, read: (output: FetchedOutput) => number | null): Omit<Reading, 'name'> => ({
  needsGradient: false,
  fetches: [nodeId],
  read: ({ outputs }) => {
    const output = outputs.get(nodeId);
    return output ? finite(read(output)) : null;
  },
});

function stepKind(pick: (statistics: ReturnType<typeof weightStatistics>) => number | null): Kind {
  return ({ watched }) =>
    watched && {
      needsGradient: true,
      fetches: [],
      read: ({ step: { before, after, gradient } }) =>
        gradient && pick(weightStatistics(watched, { before: before.theta, after: after.theta, gradient })),
    };
}

function unitKind(kind: 'dead' | 'saturated'): Kind {
  return ({ watched }) => {
    const units = watched?.units;
    return units?.kind === kind ? ofOutput(units.nodeId, (output) => unitShare(output, units)) : null;
  };
}
