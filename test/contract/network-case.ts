import type { CompileSource } from '#shared/compile/program';
import type { ParamValue } from '#shared/graph/document';
import { EMPTY_GRAPH, type GraphEdge, type GraphNode } from '#shared/graph/document';
import { LAYERS } from '#shared/layers/table';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { LOSSES } from '#shared/train/losses';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { casesOf, type GoldenArray, readCase } from './golden';
import { paramsOf } from './layer-case';

/** A layer of a golden network and what it is behind. */
export interface LayerEntry {
  readonly name: string;
  readonly type: string;
  readonly config: Readonly<Record<string, ParamValue>>;
  readonly inbound: readonly string[];
}

export interface NamedWeight {
  readonly layer: string;
  readonly name: string;
  readonly value: GoldenArray;
}

/** A golden file of the group `networks`. */
export interface NetworkCase {
  readonly name: string;
  readonly layers: readonly LayerEntry[];
  readonly loss: string;
  readonly optimizer: { readonly name: string; readonly config: Readonly<Record<string, ParamValue>> };
  readonly batchSize: number;
  readonly epochs: number;
  readonly x: GoldenArray;
  readonly y: GoldenArray;
  readonly initialWeights: readonly NamedWeight[];
  readonly lossPerStep: readonly number[];
  readonly metricsPerStep: Readonly<Record<string, readonly number[]>>;
  /** `fit`'s logs, one number an epoch. */
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly weightsAfterFirstStep: readonly NamedWeight[];
  readonly finalWeights: readonly NamedWeight[];
  readonly evaluate: Readonly<Record<string, number>>;
  readonly predict: GoldenArray;
}

/** What a golden network has that the tables lack. */
export const networkGaps = ({ layers, loss, optimizer }: NetworkCase): readonly string[] => [
  ...(loss in LOSSES ? [] : [loss]),
  ...(optimizer.name in OPTIMIZERS ? [] : [optimizer.name]),
  ...layers.flatMap(({ name, type, config }) =>
    type in LAYERS && paramsOf(type, config) !== null ? [] : [`${name}: ${type}`],
  ),
];

const isSupported = (network: NetworkCase): boolean => networkGaps(network).length === 0;

const all = casesOf('networks').map((golden) => readCase(golden) as NetworkCase);

/** Golden trainings made of what the tables have. */
export const networkCases = all.filter(isSupported);

/** Names of the others. */
export const uncoveredNetworks = all.filter((network) => !isSupported(network)).map(({ name }) => name);

/** Keras's short names. */
const METRIC_NAMES: Readonly<Record<string, string>> = { mae: 'mean_absolute_error' };

/** The metric of a golden training: Keras's name in the file, and ours. */
export function metricOf({ metricsPerStep }: NetworkCase): { readonly keras: string; readonly name: string } {
  const keras = Object.keys(metricsPerStep)[0]!;
  return { keras, name: METRIC_NAMES[keras] ?? keras };
}

const OUTPUT = 'head';

/** Id of the block that gives the prediction. */
export const predictionOf = ({ layers }: NetworkCase): string => layers.at(-1)!.name;

/** The drawing, settings and data of a golden training. Ids are the layers' names. */
export function sourceOf(network: NetworkCase): CompileSource {
  const { layers, loss, optimizer, batchSize, epochs, x, y } = network;
  const entries = [...layers, { name: OUTPUT, type: 'Output', config: {}, inbound: [predictionOf(network)] }];
  const nodes = entries.map(({ name, type, config }, i): GraphNode => ({
    id: name,
    type,
    name,
    params: paramsOf(type, config)!,
    trainable: true,
    bypassed: false,
    position: { x: 0, y: 100 * i },
  }));
  const edges = entries.flatMap(({ name, inbound }) =>
    inbound.map((source): GraphEdge => ({
      id: `${source}-${name}`,
      source,
      sourcePort: 'out',
      target: name,
      targetPort: 'in',
    })),
  );
  const { learning_rate: learningRate, ...params } = optimizer.config;
  const classes = Math.max(2, network.predict.shape.at(-1)!);
  return {
    graph: { ...EMPTY_GRAPH, nodes, edges },
    training: {
      ...DEFAULT_TRAINING,
      epochs,
      batchSize,
      learningRate: learningRate as number,
      optimizer: { type: optimizer.name, params },
      loss: { type: loss, params: {} },
      metrics: [{ type: metricOf(network).name, params: {} }],
      validationSplit: 0,
      shuffle: false,
    },
    data: {
      dataset: 'golden',
      params: {},
      rescale: 1,
      targets: y.shape.length === 1 ? 'sparse' : 'one-hot',
      limit: null,
    },
    info: {
      dataset: 'golden',
      shape: x.shape.slice(1),
      dtype: 'float32',
      classNames: Array.from({ length: classes }, (_, i) => String(i)),
      trainCount: x.shape[0]!,
      testCount: 0,
    },
  };
}
