import { type Head, headsOf, predictingHead } from '#shared/compile/heads';
import { inferGraph } from '#shared/compile/infer';
import type { CompileSource, ModelState } from '#shared/compile/program';
import type { LoadedDataset, SampleValues } from '#shared/data/config';
import type { Frame, FrameSubject, FrameTensor } from '#shared/protocol/frame';
import type { ViewRequest } from '#shared/protocol/api';
import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { sizeOf } from '#shared/graph/shape';
import { LAYERS } from '#shared/layers/table';
import { valuesOf } from '../data/samples';
import type { LastStep } from '../statistics/last-step';
import type { FetchedOutput, Forward } from '../trainer';
import { batchTensors } from './batch-statistics';
import { distributionTensors } from './distribution';
import { filterTensors, mapTensors } from './inspect';
import { maskTensors } from './mask';
import { predictionTensors, probabilitiesOf, reconstructionTensors } from './prediction';
import { createStreams, STREAMS, type Stream } from './streams';
import { thumbnailTensors } from './thumbnails';

/** While training, a frame's cost is followed by at least so many times that long without one: under a tenth of the time. */
const REST_FACTOR = 12;
/** What the first time counts as at most: it opens a session. */
const FIRST_MS = 20;

/** What can be shown: a drawing that compiles, with numbers. */
export interface Subject {
  readonly run: string;
  readonly source: CompileSource;
  readonly dataset: LoadedDataset;
  readonly forward: Forward;
  /** Blocks in topological order. */
  readonly order: readonly string[];
  readonly state: ModelState;
  /** Whether the prediction is logits. */
  readonly isLogits?: boolean;
  /** The step of the training that was looked at last. */
  readonly lastStep?: LastStep | null;
}

export interface Views {
  /** Replaces what is shown; frames follow as soon as the page can take them. */
  setRequest(request: ViewRequest): void;
  acknowledge(stream: string, seq: number): void;
  /** The numbers or the drawing changed, outside of training. */
  refresh(): void;
  /** Between two chunks of training: makes what is due, within the share of time that views may take. */
  tick(): Promise<void>;
  setTraining(training: boolean): void;
  dispose(): void;
}

export interface ViewsOptions {
  /** The present subject, or null while the drawing cannot be compiled. */
  subject(request: ViewRequest): Promise<Subject | null> | Subject | null;
  sendFrame(frame: Frame): void;
  now(): number;
  /** A view failed; training goes on. */
  onError(error: unknown): void;
}

export function createViews({ subject, sendFrame, now, onError }: ViewsOptions): Views {
  const streams = createStreams(sendFrame, now);
  const dirty = new Set<Stream>();
  let request: ViewRequest | null = null;
  let training = false;
  let restUntil = -Infinity;
  let spentBefore = FIRST_MS;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> | null = null;
  let disposed = false;

  const ready = (): Stream[] =>
    STREAMS.filter((stream) => dirty.has(stream) && streams.waitFor(stream) === 0);

  /** Makes and sends the streams that are due, one after the other. */
  async function produce(): Promise<void> {
    const asked = request;
    const due = ready();
    if (!asked || due.length === 0) return;
    // Before the work: what becomes due meanwhile is due again.
    for (const stream of due) dirty.delete(stream);
    const shown = await subject(asked);
    const startedAt = now();
    const sample = shown && (await sampleOf(shown, asked));
    const outputs = sample && (await fetchOutputs(shown, asked, due, sample));
    // Outputs for another request than the present one are of no use any more.
    if (outputs && request === asked) {
      for (const stream of due) {
        const tensors = TENSORS[stream](shown, asked, outputs, sample);
        if (tensors.length > 0)
          streams.send(stream, shown.run, shown.state.step, tensors, subjectOf(stream, asked));
      }
    }
    const spent = now() - startedAt;
    // What was slow once, as the first time is, does not count.
    restUntil = now() + Math.min(spent, spentBefore) * REST_FACTOR;
    spentBefore = spent;
  }

  function work(): Promise<void> {
    working ??= produce()
      .catch(onError)
      .finally(() => {
        working = null;
      });
    return working;
  }

  /** Outside of training nobody ticks: a timer does. */
  function schedule(): void {
    if (timer || training || disposed || dirty.size === 0 || !request) return;
    const wait = Math.min(...[...dirty].map((stream) => streams.waitFor(stream)));
    timer = setTimeout(
      () => {
        timer = null;
        if (!training && !disposed) void work().then(schedule);
      },
      Number.isFinite(wait) ? wait : 200,
    );
  }

  /** Everything that is asked for is to be shown anew. */
  function mark(): void {
    for (const stream of STREAMS) if (request && IS_ASKED[stream](request)) dirty.add(stream);
  }

  function markAll(): void {
    mark();
    schedule();
  }

  return {
    setRequest(next) {
      request = next;
      restUntil = -Infinity;
      spentBefore = FIRST_MS;
      streams.reset();
      dirty.clear();
      markAll();
    },
    acknowledge(stream, seq) {
      streams.acknowledge(stream, seq);
      schedule();
    },
    refresh: markAll,
    async tick() {
      // The past does not change while it trains.
      if ((request?.at ?? null) === null) mark();
      if (now() >= restUntil) await work();
    },
    setTraining(next) {
      training = next;
      if (!training) markAll();
    },
    dispose() {
      disposed = true;
      if (timer) clearTimeout(timer);
    },
  };
}

const IS_ASKED: Readonly<Record<Stream, (request: ViewRequest) => boolean>> = {
  thumbnails: ({ thumbnails }) => thumbnails,
  inspect: ({ inspect }) => inspect !== null,
  prediction: () => true,
};

type Outputs = ReadonlyMap<string, FetchedOutput>;

interface Sample {
  readonly x: SampleValues;
  readonly label: number;
}

const TENSORS: Readonly<
  Record<
    Stream,
    (shown: Subject, request: ViewRequest, outputs: Outputs, sample: Sample) => readonly FrameTensor[]
  >
> = {
  thumbnails: ({ source, state, order }, _request, outputs) => {
    const shown = new Set(order);
    return thumbnailTensors(
      layersOf(source).filter(({ id }) => shown.has(id)),
      state,
      outputs,
    );
  },
  inspect: ({ source, state, lastStep }, { inspect }, outputs) => {
    if (!inspect) return [];
    const { nodeId, what, channel = 0 } = inspect;
    if (what === 'distribution')
      return distributionTensors(state, nodeId, outputs.get(batchKey(nodeId)), lastStep ?? null);
    const node = layersOf(source).find(({ id }) => id === nodeId);
    if (what === 'filters') return filterTensors(state, nodeId, channel, node?.type);
    if (what === 'batch') return node ? batchTensors(state, node, lastStep ?? null) : [];
    const output = outputs.get(nodeId);
    if (what === 'mask') return node && output ? maskTensors(state, node, output.shape) : [];
    return output ? mapTensors(output, channel) : [];
  },
  prediction: (shown, _request, outputs, { x, label }) => {
    const head = outputs.get(headOf(shown));
    if (!head) return [];
    if (shownHead(shown)?.learns === 'input')
      return reconstructionTensors(x, shown.dataset.shape, head.data, shown.source.data.rescale);
    return predictionTensors(
      x,
      shown.dataset.shape,
      label,
      probabilitiesOf(head.data, shown.dataset.classNames.length, shown.isLogits),
    );
  },
};

const subjectOf = (stream: Stream, { inspect }: ViewRequest): FrameSubject | undefined =>
  stream === 'inspect' && inspect ? { ...inspect, channel: inspect.channel ?? 0 } : undefined;

/** Runs the sample through the network, fetching no more blocks than are looked at. */
async function fetchOutputs(
  shown: Subject,
  request: ViewRequest,
  due: readonly Stream[],
  { x }: Sample,
): Promise<Outputs> {
  const { forward, state } = shown;
  const wanted = new Set<string>([headOf(shown)]);
  if (request.thumbnails) for (const nodeId of outputViews(shown)) wanted.add(nodeId);
  const { nodeId, what } = request.inspect ?? {};
  if (nodeId !== undefined && (what === 'maps' || what === 'mask')) wanted.add(nodeId);
  const fetches = shown.order.filter((nodeId) => wanted.has(nodeId));
  if (due.length === 0 || fetches.length === 0) return new Map();
  const outputs = await forward.predict(state, x, 1, fetches);
  if (nodeId === undefined || what !== 'distribution' || !due.includes('inspect')) return outputs;
  if (!shown.order.includes(nodeId)) return outputs;
  const batch = await fetchBatch(shown, request, nodeId);
  return batch ? new Map([...outputs, [batchKey(nodeId), batch]]) : outputs;
}

/** Outputs of several samples stand beside those of the one that is looked at. */
const batchKey = (nodeId: string): string => `${nodeId} of a batch`;

const MOST_SAMPLES = 32;
const MOST_VALUES = 2 ** 19;

/** What a block gives for some samples, from the chosen one on. */
async function fetchBatch(
  { forward, state, dataset, source }: Subject,
  { split, sample }: ViewRequest,
  nodeId: string,
): Promise<FetchedOutput | undefined> {
  const samples = dataset[split];
  const size = sizeOf(inferGraph(source.graph).nodes.get(nodeId)?.shape ?? []);
  const count = Math.min(MOST_SAMPLES, samples.count, Math.max(1, Math.floor(MOST_VALUES / size)));
  if (count === 0) return undefined;
  const x = await valuesOf(samples, Math.min(sample, samples.count - count), count);
  return (await forward.predict(state, x, count, [nodeId])).get(nodeId);
}

function outputViews({ source, order }: Subject): readonly string[] {
  const types = new Map(layersOf(source).map(({ id, type }) => [id, type]));
  return order.filter((nodeId) => {
    const view = LAYERS[types.get(nodeId) ?? '']?.view ?? 'none';
    return view !== 'none' && view !== 'filters';
  });
}

const layers = new WeakMap<GraphDoc, readonly GraphNode[]>();

/** All layers, those inside composite blocks too. */
function layersOf({ graph }: CompileSource): readonly GraphNode[] {
  const found = layers.get(graph) ?? expandGraph(graph).graph.nodes;
  layers.set(graph, found);
  return found;
}

/** The Output whose prediction is shown; undefined where there is none. */
export const shownHead = ({ source, order }: Pick<Subject, 'source' | 'order'>): Head | undefined =>
  predictingHead(headsOf(source.graph).filter(({ node }) => order.includes(node.id)));

/** Its block, or the last one. */
export const headOf = (shown: Pick<Subject, 'source' | 'order'>): string =>
  shownHead(shown)?.node.id ?? shown.order.at(-1) ?? '';

async function sampleOf({ dataset }: Subject, { split, sample }: ViewRequest): Promise<Sample> {
  const samples = dataset[split];
  const index = Math.min(sample, Math.max(0, samples.count - 1));
  const x = (await valuesOf(samples, index, 1)).slice();
  return { x, label: samples.labels[index] ?? -1 };
}
