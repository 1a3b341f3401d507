import type { Result } from '#shared/graph/diagnostic';
import { IrBuilder } from '#shared/ops/builder';
import type { IrGraph, IrPort, IrValue } from '#shared/ops/ir';
import { OPS } from '#shared/ops/table';
import { inferGraph } from './infer';
import { type Lowered, lowerGraph, storeInputs } from './lower';
import { type Lowering, standardLowering } from './lowering';
import { measuresOf } from './measures';
import { encodeGraph } from './onnx/model';
import type { CompileSource, ForwardProgram } from './program';
import { weightedLabels } from './sample-weights';
import { PROCESSOR_OPS, SCAN_OPS } from './scan/op';
import { resolveTarget, type Target } from './target';
import { headValues, sampleLosses } from './total-loss';
import { addPenalty } from './weight-rules';

/** Engine axes to Keras's. */
const toKeras = (b: IrBuilder, x: IrValue): IrValue =>
  x.shape.length === 4 ? b.transpose(x, [0, 2, 3, 1]) : x;

/** Loss and metrics of each sample; the prediction too where metrics need those of the whole set. */
function measures(
  b: IrBuilder,
  source: CompileSource,
  target: Target,
  y: IrValue,
  lowered: Lowered,
): readonly IrPort[] {
  const { labels, weight: sampleWeight } = weightedLabels(b, target.target, y);
  const heads = headValues(b, source, target, labels, lowered);
  const { loss, ofHeads, weight } = sampleLosses(b, heads, sampleWeight);
  const { scores, prediction } = measuresOf(b, heads, ofHeads);
  return [
    { name: 'loss', value: addPenalty(b, loss, lowered, weight) },
    ...(weight ? [{ name: 'weight', value: weight }] : []),
    ...scores.map(({ name, value }) => ({ name: `metric_${name}`, value })),
    ...(prediction ? [{ name: 'prediction', value: prediction }] : []),
  ];
}

interface ForwardOptions {
  readonly batch: number;
  readonly fetches: readonly string[];
  readonly losses: boolean;
  readonly lowering?: Lowering;
  /** Whether sequences are read in one node, which the processor alone has. */
  readonly onProcessor?: boolean;
}

/** A forward computation before it is written as a model: inputs and outputs are named as the model's. */
export interface ForwardGraph extends Omit<ForwardProgram, 'bytes' | 'inputs'> {
  readonly graph: IrGraph;
}

/**
 * One ONNX model for inference that gives the outputs of the blocks `fetches` and, if asked, the loss and metrics of every sample.
 * Fails with a Diagnostic when losses are asked for and head, loss and data do not go together.
 */
export function compileForward(source: CompileSource, options: ForwardOptions): Result<ForwardProgram> {
  const built = forwardGraph(source, options);
  if (!built.ok) return built;
  const { graph, ...rest } = built.value;
  const { lowering = standardLowering } = options;
  const bytes = encodeGraph(graph, options.onProcessor ? { ...lowering.ops, ...SCAN_OPS } : lowering.ops);
  const inputs = graph.inputs.map(({ name }) => name);
  return { ok: true, value: { ...rest, bytes, inputs }, diagnostics: [] };
}

/** The computation that `compileForward` writes, for engines that compute it themselves. Fails as that does. */
export function forwardGraph(source: CompileSource, options: ForwardOptions): Result<ForwardGraph> {
  const { batch, losses, lowering = standardLowering } = options;
  const resolved = losses ? resolveTarget(source) : null;
  if (resolved && !resolved.ok) return resolved;
  const target = resolved?.value.target ?? null;
  const metrics = resolved?.value.metrics ?? [];
  const scans = options.onProcessor === true;
  const b = new IrBuilder({}, scans ? PROCESSOR_OPS : OPS);
  const x = b.input('x', [batch, ...source.info.shape], source.info.dtype);
  const y = target && b.input('y', [batch, ...target.shape], target.dtype);
  const lowered = lowerGraph(b, source, (of) => storeInputs(b, of, (store) => store), {
    batch,
    training: false,
    x,
    scans,
  });
  const { layout, values } = lowered;
  const fetches = options.fetches.filter((nodeId) => values.has(nodeId));
  const outputs: IrPort[] = fetches.map((nodeId) => ({
    name: `node_${nodeId}`,
    value: toKeras(b, values.get(nodeId)!),
  }));
  if (resolved && y) outputs.push(...measures(b, source, resolved.value, y, lowered));
  const graph = lowering.finish(b.build(outputs), { keepInputs: false });
  const inference = inferGraph(source.graph);
  return {
    ok: true,
    value: {
      graph,
      batch,
      layout,
      metrics,
      target,
      fetches: fetches.map((nodeId) => ({ nodeId, shape: inference.nodes.get(nodeId)!.shape! })),
    },
    diagnostics: [],
  };
}
