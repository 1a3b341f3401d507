import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { Choice, GraphNode } from '#shared/graph/document';
import { PROBE, probeSettings, type ProbeQuantity, weightPlace } from '#shared/train/probe';
import type { LintContext } from './context';
import type { Lint, LintExample } from './definition';
import { dense, digits } from './example';
import { SOURCES } from './sources';

/** A probe row, where it stands, and what of it is asked of layers. */
interface Row {
  readonly choice: Choice;
  readonly place: number;
}

/** Probes that name a layer, a weight or a place that the drawing does not have: they record nothing there. */
const probeTargets = (context: LintContext): readonly Diagnostic[] =>
  context.training.callbacks.flatMap((choice, place) =>
    choice.type === PROBE ? wrongTargets(context, { choice, place }) : [],
  );

function wrongTargets(context: LintContext, row: Row): readonly Diagnostic[] {
  const { quantity, layers, weight, index } = probeSettings(row.choice.params);
  if (quantity === 'learning_rate') return [];
  const nodes = new Map(context.graph.nodes.map((node) => [node.name, node]));
  const missing = (layers ?? []).find((name) => !nodes.has(name));
  if (missing !== undefined) return [noSuchLayer(context, row, missing, [...nodes.keys()])];
  const chosen = layers ? layers.map((name) => nodes.get(name)!) : context.graph.nodes;
  const weightsOf = ({ id }: GraphNode) => context.inference.nodes.get(id)?.weights ?? [];
  if (quantity === 'weight') {
    const found = chosen.flatMap((node) => weightsOf(node).filter(({ name }) => name === weight));
    const named = [...new Set(chosen.flatMap((node) => weightsOf(node).map(({ name }) => name)))];
    if (found.length === 0) return named.length > 0 ? [noSuchWeight(row, weight, named)] : [];
    const shapes = found.map(({ shape }) => shape);
    if (shapes.some((shape) => weightPlace(shape, undefined, index) !== null)) return [];
    return [noSuchPlace(row, index, shapes[0]!)];
  }
  const isApplied = chosen.some((node) => APPLIES[quantity](node, weightsOf(node)));
  return isApplied ? [] : [nothingToRecord(row, quantity)];
}

type Weights = readonly { readonly trainable: boolean }[];

const isTrained = ({ trainable }: GraphNode, weights: Weights) =>
  trainable && weights.some((weight) => weight.trainable);

/** Whether a quantity can be recorded of a layer; of units that die or saturate only the engine knows. */
const APPLIES: Readonly<
  Record<Exclude<ProbeQuantity, 'learning_rate' | 'weight'>, (node: GraphNode, weights: Weights) => boolean>
> = {
  weight_norm: (_, weights) => weights.some((weight) => weight.trainable),
  gradient_norm: isTrained,
  update_ratio: isTrained,
  output_mean: () => true,
  output_std: () => true,
  dead: isTrained,
  saturated: isTrained,
};

const setParam = (
  { training: { callbacks } }: LintContext,
  { choice, place }: Row,
  name: string,
  value: string,
) => ({
  kind: 'setTraining' as const,
  key: 'callbacks',
  value: callbacks.map((each, i) =>
    i === place ? { ...choice, params: { ...choice.params, [name]: value } } : each,
  ),
});

const problem = (
  { place }: Row,
  param: string,
  code: string,
  message: Localized,
  expected: Localized | string,
  received: string,
): Diagnostic => ({
  code,
  severity: 'warning',
  param: `callbacks.${place}.${param}`,
  message,
  expected,
  received,
});

const MOST_NAMES = 12;
const listed = (names: readonly string[]): string =>
  names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} …` : names.join(', ');

const noSuchLayer = (context: LintContext, row: Row, name: string, names: readonly string[]): Diagnostic => ({
  ...problem(
    row,
    'layers',
    'probe-layer-missing',
    {
      en: `There is no layer “${name}” for the probe, so nothing is recorded of it.`,
      ko: `프로브가 기록할 “${name}” 층이 없어 아무것도 기록하지 않습니다.`,
    },
    listed(names),
    name,
  ),
  fix: {
    label: { en: 'Record all layers', ko: '모든 층 기록' },
    repair: setParam(context, row, 'layers', ''),
  },
});

const noSuchWeight = (row: Row, name: string, names: readonly string[]): Diagnostic =>
  problem(
    row,
    'weight',
    'probe-weight-missing',
    {
      en: `No chosen layer has a weight “${name}”, so nothing is recorded.`,
      ko: `고른 층에 “${name}” 가중치가 없어 아무것도 기록하지 않습니다.`,
    },
    listed(names),
    name,
  );

const noSuchPlace = (row: Row, index: readonly number[], shape: readonly number[]): Diagnostic =>
  problem(
    row,
    'index',
    'probe-index-outside',
    {
      en: 'The index lies outside the weight, so nothing is recorded.',
      ko: '인덱스가 가중치의 범위를 벗어나 아무것도 기록하지 않습니다.',
    },
    {
      en: `${shape.length} numbers below ${shape.join(', ')}`,
      ko: `차례로 ${shape.join(', ')}보다 작은 수 ${shape.length}개`,
    },
    index.join(', '),
  );

const nothingToRecord = (row: Row, quantity: ProbeQuantity): Diagnostic =>
  problem(
    row,
    'quantity',
    'probe-records-nothing',
    {
      en: 'None of the chosen layers has this quantity, so nothing is recorded.',
      ko: '고른 층에는 이 값이 없어 아무것도 기록하지 않습니다.',
    },
    { en: 'a layer that is trained', ko: '학습되는 층' },
    quantity,
  );

type Texts = Pick<Lint, 'title' | 'why'>;

/** A row for one of the things that can be wrong with a probe. */
const lint = (code: string, params: Choice['params'], texts: Texts): Lint => ({
  code,
  severity: 'warning',
  ...texts,
  source: SOURCES.callbacks,
  example: exampleWith(params),
  find: (context) =>
    probeTargets(context).flatMap(({ code: found, ...remark }) => (found === code ? [remark] : [])),
});

const exampleWith = (params: Choice['params']): LintExample => ({
  graph: digits('Flatten', dense(32, 'relu')),
  training: { callbacks: [{ type: PROBE, params }] },
});

const PURPOSE = {
  en: 'A probe draws a curve of one quantity of chosen layers while training.',
  ko: '프로브는 고른 층의 값 하나를 학습하는 동안 곡선으로 그립니다.',
};
const why = (en: string, ko: string): Localized => ({
  en: `${PURPOSE.en} ${en}`,
  ko: `${PURPOSE.ko} ${ko}`,
});

/** Remarks on probes. */
export const PROBE_LINTS: readonly Lint[] = [
  lint(
    'probe-layer-missing',
    { layers: 'gone' },
    {
      title: { en: 'A probe of a layer that is not there', ko: '없는 층을 지켜보는 프로브' },
      why: why(
        'It names a layer that was renamed or removed, so that its curve stays empty.',
        '이름이 바뀌었거나 지워진 층을 가리켜 곡선이 비게 됩니다.',
      ),
    },
  ),
  lint(
    'probe-weight-missing',
    { quantity: 'weight', weight: 'gamma' },
    {
      title: { en: 'A probe of a weight that no layer has', ko: '없는 가중치를 지켜보는 프로브' },
      why: why(
        'Dense and convolutions have kernel and bias, normalizations gamma and beta, recurrent layers also recurrent_kernel; none of the chosen layers has the one that is named.',
        'Dense와 합성곱에는 kernel과 bias, 정규화에는 gamma와 beta, 순환층에는 recurrent_kernel도 있습니다. 고른 층에는 적어 둔 가중치가 없습니다.',
      ),
    },
  ),
  lint(
    'probe-index-outside',
    { quantity: 'weight', weight: 'kernel', index: [2000, 0] },
    {
      title: { en: 'A probe outside of the weight', ko: '가중치의 범위를 벗어난 프로브' },
      why: why(
        'Counting begins at 0, so that the last place along an axis is its length less 1, and there must be one number for each axis.',
        '번호는 0부터 세므로 축의 마지막 자리는 길이보다 1 작고, 축마다 수가 하나씩 있어야 합니다.',
      ),
    },
  ),
  lint(
    'probe-records-nothing',
    { quantity: 'gradient_norm', layers: 'flatten' },
    {
      title: { en: 'A probe that records nothing', ko: '아무것도 기록하지 않는 프로브' },
      why: why(
        'Gradients and updates exist only where weights are trained: layers without weights and frozen layers have none.',
        '기울기와 변화량은 가중치를 학습하는 층에만 있습니다. 가중치가 없는 층과 고정한 층에는 없습니다.',
      ),
    },
  ),
];
