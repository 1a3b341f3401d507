import type { NamedMetric } from '#shared/train/metric-names';
import { METRICS } from '#shared/train/metrics';
import { readParams } from '#shared/train/read-params';
import { STREAMING_METRICS } from '#shared/train/streaming-metrics';
import { literal } from '../python';
import type { CodeHead } from '../source';

/** Functions of the metrics, by name; `p` are probabilities, `y` numbers beside them, [samples, outputs] both. */
export const METRIC_HELPERS: Readonly<Record<string, string>> = {
  top_k_hits: `
def top_k_hits(p, y, k):
    """Share of the samples whose class is among the k largest outputs."""
    score = p.gather(1, y.unsqueeze(1))
    return ((p > score).sum(1) < k).float().mean()`,
  threshold_counts: `
def threshold_counts(p, y, thresholds, top_k=None, class_id=None):
    """How often yes was said rightly, wrongly, and not said, at every threshold."""
    if top_k is not None:
        among = torch.zeros_like(p).scatter(1, p.topk(top_k, 1).indices, 1) > 0
        p = torch.where(among, p, torch.full_like(p, -1e10))
    if class_id is not None:
        p, y = p[:, class_id : class_id + 1], y[:, class_id : class_id + 1]
    yes = p.unsqueeze(0) > torch.tensor(thresholds, device=p.device).reshape(-1, 1, 1)
    true = (y != 0).unsqueeze(0)
    return [(cells).sum((1, 2)).float() for cells in (yes & true, yes & ~true, ~yes & true)]`,
  precision: `
def precision(p, y, thresholds, **options):
    right, wrong, _ = threshold_counts(p, y, thresholds, **options)
    return torch.nan_to_num(right / (right + wrong)).squeeze()`,
  recall: `
def recall(p, y, thresholds, **options):
    right, _, missed = threshold_counts(p, y, thresholds, **options)
    return torch.nan_to_num(right / (right + missed)).squeeze()`,
  f1_score: `
def f1_score(p, y, average, threshold):
    if threshold is None:
        yes = ((p >= p.amax(1, True)) & (p.abs() > 1e-9)).float()
    else:
        yes = (p > threshold).float()
    sums = (lambda x: x.sum()) if average == "micro" else (lambda x: x.sum(0))
    right, wrong, missed = sums(yes * y), sums(yes * (1 - y)), sums((1 - yes) * y)
    scores = 2 * right / (2 * right + wrong + missed + 1e-7)
    if average == "macro":
        return scores.mean()
    if average == "weighted":
        return (scores * (right + missed)).sum() / (right + missed).sum()
    return scores`,
  area_under_curve: `
def area_under_curve(p, y, count, curve, method, multi_label):
    """Area under the ROC or the precision-recall curve, from evenly spread thresholds."""
    if multi_label:
        columns = zip(p.split(1, 1), y.split(1, 1))
        return torch.stack([area_under_curve(a, b, count, curve, method, False) for a, b in columns]).mean()
    inner = torch.arange(1, count - 1, device=p.device) / (count - 1)
    edge = torch.tensor([1e-7], device=p.device)
    thresholds = torch.cat([-edge, inner, 1 + edge])
    yes, true = p.reshape(1, -1) > thresholds.unsqueeze(1), (y != 0).reshape(1, -1)
    tp, fp = (yes & true).sum(1).float(), (yes & ~true).sum(1).float()
    fn, tn = (~yes & true).sum(1).float(), (~yes & ~true).sum(1).float()
    share = lambda a, b: torch.nan_to_num(a / b, posinf=0.0)
    if curve == "PR" and method == "interpolation":
        drop, both = tp[:-1] - tp[1:], tp + fp
        slope = share(drop, (both[:-1] - both[1:]).clamp(min=0))
        intercept = tp[1:] - slope * both[1:]
        safe = (both[:-1] > 0) & (both[1:] > 0)
        ratio = torch.where(safe, share(both[:-1], both[1:].clamp(min=0)), torch.ones_like(slope))
        part = slope * (drop + intercept * ratio.log())
        return share(part, (tp[1:] + fn[1:]).clamp(min=0)).sum()
    if curve == "ROC":
        x, heights = share(fp, fp + tn), share(tp, tp + fn)
    else:
        x, heights = share(tp, tp + fn), share(tp, tp + fp)
    pairs = torch.stack([heights[:-1], heights[1:]])
    height = {"interpolation": pairs.mean(0), "minoring": pairs.amin(0), "majoring": pairs.amax(0)}[method]
    return ((x[:-1] - x[1:]) * height).sum()`,
  confusion_matrix: `
def confusion_matrix(p, y, count, ignored=None):
    """How often each true class (row) was taken for each class (column)."""
    answers = p.argmax(1) if p.shape[1] > 1 else (p[:, 0] > 0.5).long()
    kept = torch.ones_like(y, dtype=torch.bool) if ignored is None else y != ignored
    return torch.bincount(count * y[kept] + answers[kept], minlength=count * count).reshape(count, count)`,
  mean_iou: `
def mean_iou(p, y, count, ignored=None):
    matrix = confusion_matrix(p, y, count, ignored).float()
    union = matrix.sum(0) + matrix.sum(1) - matrix.diag()
    return (matrix.diag() / (union + 1e-7)).sum() / ((union > 0).sum() + 1e-7)`,
  r2_score: `
def r2_score(p, y, aggregation, regressors):
    total = (y - y.mean(0)).square().sum(0)
    scores = 1 - (y - p).square().sum(0) / total
    scores = torch.where(scores.isinf(), torch.zeros_like(scores), scores)
    if aggregation == "uniform_average":
        scores = scores.mean()
    elif aggregation == "variance_weighted_average":
        scores = (scores * total).sum() / total.sum()
    count = y.numel()
    if 0 < regressors < count - 1:
        scores = 1 - (1 - scores) * (count - 1) / (count - regressors - 1)
    return scores`,
};

interface MetricContext {
  readonly read: ReturnType<typeof readParams>;
  readonly width: number;
}

/** The value as an expression of `p`, `y` (numbers beside it) and `c` (class numbers). */
type MetricCode = (context: MetricContext) => string;

const orNone = (value: number | null): string => (value === null ? 'None' : String(value));

const classHits: MetricCode = ({ width }) =>
  width === 1 ? '((p > 0.5).float() == y).float().mean()' : '(p.argmax(1) == c).float().mean()';

function thresholds({ read }: MetricContext): string {
  const topK = read.optional('topK');
  const given = read.optionalList('thresholds') ?? [topK === null ? 0.5 : -1e10];
  const classId = read.optional('classId');
  return [
    `[${given.join(', ')}]`,
    ...(topK === null ? [] : [`top_k=${topK}`]),
    ...(classId === null ? [] : [`class_id=${classId}`]),
  ].join(', ');
}

const classCount = ({ read, width }: MetricContext): string => {
  const ignored = read.optional('ignoreClass');
  const count = read.optional('numClasses') ?? Math.max(2, width);
  return `${count}${ignored === null ? '' : `, ${ignored}`}`;
};

const CODES: Readonly<Record<string, MetricCode>> = {
  accuracy: classHits,
  categorical_accuracy: classHits,
  sparse_categorical_accuracy: classHits,
  binary_accuracy: ({ read }) => `((p > ${read.number('threshold')}).float() == y).float().mean()`,
  top_k_categorical_accuracy: ({ read }) => `top_k_hits(p, c, ${read.number('k')})`,
  sparse_top_k_categorical_accuracy: ({ read }) => `top_k_hits(p, c, ${read.number('k')})`,
  mean_squared_error: () => '(p - y).square().mean()',
  mean_absolute_error: () => '(p - y).abs().mean()',
  root_mean_squared_error: () => '(p - y).square().mean().sqrt()',
  cosine_similarity: () => 'F.cosine_similarity(p, y, dim=1, eps=1e-7).mean()',
  precision: (context) => `precision(p, y, ${thresholds(context)})`,
  recall: (context) => `recall(p, y, ${thresholds(context)})`,
  f1_score: ({ read }) =>
    `f1_score(p, y, ${literal(read.text('average'))}, ${orNone(read.optional('threshold'))})`,
  auc: ({ read }) =>
    `area_under_curve(${read.flag('fromLogits') ? 'p.sigmoid()' : 'p'}, y, ${read.number('numThresholds')}, "${read.text('curve')}", "${read.text('summationMethod')}", ${literal(read.flag('multiLabel'))})`,
  confusion_matrix: (context) => `confusion_matrix(p, c, ${classCount(context)})`,
  mean_io_u: (context) => `mean_iou(p, c, ${classCount(context)})`,
  one_hot_mean_io_u: (context) => `mean_iou(p, c, ${classCount(context)})`,
  r2_score: ({ read }) =>
    `r2_score(p, y, "${read.text('classAggregation')}", ${read.number('numRegressors')})`,
};

/** A metric as an expression of `p`, `y` and `c`. */
export function metricCode({ type, params }: NamedMetric, head: CodeHead): string {
  const specs = (METRICS[type] ?? STREAMING_METRICS[type]!).params;
  return CODES[type]!({ read: readParams(specs, params), width: head.shape.at(-1)! });
}
