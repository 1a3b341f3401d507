import type { Diagnostic, Localized, Repair, Result } from '#shared/graph/diagnostic';
import type { Choice, GraphNode } from '#shared/graph/document';
import { type ExpandedGraph, expandGraph } from '#shared/graph/expand';
import { type IncomingEdges, incomingEdges } from '#shared/graph/order';
import { checkParam } from '#shared/graph/params';
import { formatShape, type Shape, sizeOf } from '#shared/graph/shape';
import { LOSSES } from '#shared/train/losses';
import { type NamedMetric, streamingMetrics } from '#shared/train/metric-names';
import { checkInputHead } from './check-input-head';
import { type Head, headsOf, metricsOfHead, predictingHead } from './heads';
import { inferGraph, isBypassed, layerOf, placeInDrawing } from './infer';
import type { Inference } from './inference';
import { activationOf } from './lint/context';
import type { CompileSource, TargetSpec } from './program';

export interface Target {
  /** Of the head whose prediction is shown; with `fromLogits` as it is meant, where the loss has it. */
  readonly loss: Choice;
  /** How labels are written; heads that want them otherwise turn them. */
  readonly target: TargetSpec;
  /** Of all heads. */
  readonly metrics: readonly NamedMetric[];
  readonly heads: readonly HeadTarget[];
}

/** How one Output is trained and measured. */
export interface HeadTarget {
  readonly nodeId: string;
  readonly loss: Choice;
  readonly lossWeight: number;
  /** What loss and metrics compare with. */
  readonly encoding: TargetSpec['encoding'] | 'input';
  readonly metrics: readonly NamedMetric[];
}

type Encoding = TargetSpec['encoding'];

/** One unit for two classes asks yes or no. */
const isBinaryHead = (width: number, classes: number): boolean => width === 1 && classes <= 2;

function autoLoss(width: number, classes: number, targets: 'one-hot' | 'sparse'): string {
  if (isBinaryHead(width, classes)) return 'binary_crossentropy';
  return targets === 'sparse' ? 'sparse_categorical_crossentropy' : 'categorical_crossentropy';
}

/** Losses that take any targets compare number by number, so they get as many as the head gives. */
function encodingFor(loss: string, width: number, classes: number): Encoding {
  const wanted = LOSSES[loss]!.targets;
  if (wanted !== 'any') return wanted;
  return isBinaryHead(width, classes) ? 'binary' : 'one-hot';
}

const specOf = (encoding: Encoding, classes: number, isWeighted = false): TargetSpec => {
  const plain = {
    'one-hot': { encoding, shape: [classes], dtype: 'float32' },
    sparse: { encoding, shape: [], dtype: 'int32' },
    binary: { encoding, shape: [1], dtype: 'float32' },
  }[encoding] as TargetSpec;
  return isWeighted ? { encoding, shape: [(plain.shape[0] ?? 1) + 1], dtype: 'float32', isWeighted } : plain;
};

interface HeadContext {
  readonly source: CompileSource;
  readonly expanded: ExpandedGraph;
  readonly incoming: IncomingEdges;
  readonly inference: Inference;
}

/**
 * Which loss a project is trained with, how its targets are written and what is measured. The loss `auto` follows the head: one unit
 * for two classes asks yes or no, several units ask for a class. Fails with Diagnostics when heads, loss and classes do not go together.
 */
export function resolveTarget(source: CompileSource): Result<Target> {
  const { graph, info } = source;
  const expanded = expandGraph(graph);
  const inference = inferGraph(graph);
  const context = { source, expanded, inference, incoming: incomingEdges(expanded.graph) };
  const found = headsOf(expanded.graph).flatMap((head) => {
    const shape = inference.nodes.get(head.node.id)?.shape;
    return shape ? [{ ...head, shape }] : [];
  });
  if (found.length === 0) return { ok: false, diagnostics: [noOutput] };
  const resolved = found.map((head) => resolveHead(context, head, found.length > 1));
  const problems = resolved.flatMap((one) => (Array.isArray(one) ? one : []));
  if (problems.length > 0) {
    return { ok: false, diagnostics: placeInDrawing(problems, graph, expanded.origin) };
  }
  const heads = withColumns(
    resolved as readonly HeadTarget[],
    found.map(({ shape }) => sizeOf(shape)),
  );
  const shown = found.find(({ node }) => node.id === predictingHead(found)!.node.id)!;
  return {
    ok: true,
    value: {
      loss: heads.find(({ nodeId }) => nodeId === shown.node.id)!.loss,
      target: specOf(sharedEncoding(heads), info.classNames.length, info.isWeighted),
      metrics: heads.flatMap((head) => head.metrics),
      heads,
    },
    diagnostics: [],
  };
}

type FoundHead = Head & { readonly shape: Shape };

/** How a head is trained, or what is wrong with it. */
function resolveHead(
  context: HeadContext,
  head: FoundHead,
  isOneOfSeveral: boolean,
): HeadTarget | readonly Diagnostic[] {
  const { training, data, info } = context.source;
  const { node, shape, learns, ownLoss, lossWeight } = head;
  const classes = info.classNames.length;
  const width = shape.at(-1) ?? 0;
  const { type, params } = ownLoss === null ? training.loss : { type: ownLoss, params: {} };
  const common = {
    nodeId: node.id,
    lossWeight,
    metrics: metricsOfHead(head, isOneOfSeveral, training.metrics),
  };
  if (type !== 'auto' && !Object.hasOwn(LOSSES, type)) return [unknownLoss(type)];
  if (learns === 'input') {
    const loss = type === 'auto' ? 'mean_squared_error' : type;
    const problems = checkInputHead(node, shape, info.shape, loss);
    return problems.length > 0 ? problems : { ...common, loss: { type: loss, params }, encoding: 'input' };
  }
  const loss = type === 'auto' ? autoLoss(width, classes, data.targets) : type;
  const encoding = encodingFor(loss, width, classes);
  const problems = checkHead(context, node, shape, loss, encoding);
  if (problems.length > 0) return problems;
  const isAutomatic = Object.hasOwn(LOSSES[loss]!.params, 'fromLogits') && params['fromLogits'] === undefined;
  const fromLogits = isAutomatic && givesLogits(context, node);
  return {
    ...common,
    loss: { type: loss, params: fromLogits ? { ...params, fromLogits } : params },
    encoding,
  };
}

/** The encoding that all heads with labels want; class numbers where they do not agree, or where there are none. */
function sharedEncoding(heads: readonly HeadTarget[]): Encoding {
  const wanted = new Set(heads.flatMap(({ encoding }) => (encoding === 'input' ? [] : [encoding])));
  const [first] = wanted;
  return wanted.size === 1 && first ? first : 'sparse';
}

/** Tells streaming metrics which columns are theirs, where the predictions of several heads stand side by side. */
function withColumns(heads: readonly HeadTarget[], widths: readonly number[]): readonly HeadTarget[] {
  if (heads.length === 1) return heads;
  let from = 0;
  return heads.map((head, i) => {
    if (streamingMetrics(head.metrics).length === 0) return head;
    const columns = [from, from + widths[i]!] as const;
    from = columns[1];
    return {
      ...head,
      metrics: head.metrics.map((metric) =>
        streamingMetrics([metric]).length > 0 ? { ...metric, columns } : metric,
      ),
    };
  });
}

/** Whether the last layer gives plain weighted sums. */
function givesLogits({ expanded, incoming }: HeadContext, head: GraphNode): boolean {
  const edges = incoming.get(head.id) ?? [];
  const last = expanded.graph.nodes.find(({ id }) => id === edges[0]?.source);
  return last !== undefined && activationOf(last) === 'linear';
}

function checkHead(
  context: HeadContext,
  head: GraphNode,
  shape: Shape,
  loss: string,
  encoding: Encoding,
): Diagnostic[] {
  const { info, training } = context.source;
  const classes = info.classNames.length;
  const width = shape.at(-1) ?? 0;
  if (shape.length !== 1) return [headNotFlat(context, head, shape, classes)];
  const fits = encoding === 'binary' ? isBinaryHead(width, classes) : width === classes;
  if (fits) return [];
  const wanted = encoding === 'binary' ? 1 : classes;
  const isLossWrong =
    training.loss.type !== 'auto' &&
    (width === classes || isBinaryHead(width, classes) || (encoding === 'binary' && classes > 2));
  const expected: Localized =
    encoding === 'binary' && classes > 2
      ? { en: `2 classes for ${loss}`, ko: `${loss}에는 클래스 2개` }
      : { en: `${wanted} unit${wanted === 1 ? '' : 's'}`, ko: `유닛 ${wanted}개` };
  const fix = isLossWrong ? autoFix : unitsFix(context, head, wanted);
  return [
    {
      code: 'head-does-not-fit',
      severity: 'error',
      nodeId: head.id,
      message: {
        en: `${head.name} gets ${width} number${width === 1 ? '' : 's'} per sample, which does not fit ${classes} classes with ${loss}.`,
        ko: `${head.name}에 샘플마다 수 ${width}개가 들어오는데, 클래스 ${classes}개와 ${loss}에 맞지 않습니다.`,
      },
      expected,
      received: { en: `${width} units, ${classes} classes`, ko: `유닛 ${width}개, 클래스 ${classes}개` },
      ...(fix && { fix }),
    },
  ];
}

const noOutput: Diagnostic = {
  code: 'no-output',
  severity: 'error',
  message: {
    en: 'The drawing has no working Output block, so there is no prediction to compare with the targets.',
    ko: '제대로 연결된 Output 블록이 없어 정답과 비교할 예측이 없습니다.',
  },
  expected: { en: 'an Output block behind the last layer', ko: '마지막 층 뒤의 Output 블록' },
  received: { en: 'none', ko: '없음' },
};

const autoFix: NonNullable<Diagnostic['fix']> = {
  label: { en: 'Choose the loss automatically', ko: '손실을 자동으로 선택' },
  repair: { kind: 'setTraining', key: 'loss', value: { type: 'auto', params: {} } },
};

const unknownLoss = (loss: string): Diagnostic => ({
  code: 'unknown-loss',
  severity: 'error',
  param: 'loss',
  message: { en: `There is no loss “${loss}”.`, ko: `“${loss}”라는 손실은 없습니다.` },
  expected: `auto, ${Object.keys(LOSSES).join(', ')}`,
  received: loss,
  fix: autoFix,
});

/** The last block before the head that sets how many numbers arrive there, and the parameter that says so. */
function findWidthLayer(
  { expanded, incoming, inference }: HeadContext,
  head: GraphNode,
): { readonly node: GraphNode; readonly param: string } | null {
  const byId = new Map(expanded.graph.nodes.map((node) => [node.id, node]));
  let edges = incoming.get(head.id) ?? [];
  for (;;) {
    const node = edges.length === 1 ? byId.get(edges[0]!.source) : undefined;
    const layer = node && layerOf(node);
    if (!node || !layer) return null;
    const { inputs, shape } = inference.nodes.get(node.id)!;
    if (!isBypassed(node, layer)) {
      const param = ['units', 'filters'].find((name) => Object.hasOwn(layer.params, name));
      if (param) return { node, param };
      if (inputs[0]?.at(-1) !== shape?.at(-1)) return null;
    }
    edges = incoming.get(node.id) ?? [];
  }
}

function unitsFix(context: HeadContext, head: GraphNode, units: number): Diagnostic['fix'] {
  const found = findWidthLayer(context, head);
  if (!found) return undefined;
  const { node, param } = found;
  const spec = layerOf(node)!.params[param]!;
  if (checkParam(spec, units)) return undefined;
  const { label } = spec;
  return {
    label: {
      en: `Set ${label.en.toLowerCase()} of ${node.name} to ${units}`,
      ko: `${node.name}의 ${label.ko}를 ${units}(으)로 설정`,
    },
    repair: { kind: 'setParam', nodeId: node.id, param, value: units },
  };
}

function headNotFlat(context: HeadContext, head: GraphNode, shape: Shape, classes: number): Diagnostic {
  const width = findWidthLayer(context, head);
  const before = width?.param === 'units' ? width.node : head;
  const edgeId = context.incoming.get(before.id)?.[0]?.id ?? '';
  const isMaps = before === head && shape.length === 3 && shape[2] === classes;
  const type = isMaps ? 'GlobalAveragePooling2D' : 'Flatten';
  const repair: Repair = { kind: 'insertLayer', edgeId, type };
  return {
    code: 'head-not-flat',
    severity: 'error',
    nodeId: head.id,
    message: {
      en: `${head.name} must get a list of numbers, one for each class, not a block of ${formatShape(shape)}.`,
      ko: `${head.name}에는 ${formatShape(shape)} 모양이 아니라 클래스마다 수가 하나씩인 목록이 들어와야 합니다.`,
    },
    expected: formatShape([classes]),
    received: formatShape(shape),
    fix: {
      label: { en: `Insert ${type} before ${before.name}`, ko: `${before.name} 앞에 ${type} 넣기` },
      repair,
    },
  };
}
