import type { DatasetInfo } from '#shared/data/config';
import type { DataConfig } from '#shared/data/config';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { checkParam } from '#shared/graph/params';
import { formatShape, sameShape, type Shape } from '#shared/graph/shape';
import type { TrainingConfig } from '#shared/train/config';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { shown } from './graph-problems';
import { inferGraph } from './infer';
import type { Inference } from './inference';
import { lintGraph } from './lint';
import { resolveTarget } from './target';

export interface CheckSource {
  readonly graph: GraphDoc;
  readonly training: TrainingConfig;
  readonly data: DataConfig;
  /** Null while the dataset is unknown; what depends on it is then left unchecked. */
  readonly info: DatasetInfo | null;
}

const error = (diagnostic: Omit<Diagnostic, 'severity'>): Diagnostic => ({
  severity: 'error',
  ...diagnostic,
});

function checkEnds({ nodes }: GraphDoc): Diagnostic[] {
  const missing = (type: string, en: string, ko: string): Diagnostic[] =>
    nodes.some((node) => node.type === type || node.type === 'composite')
      ? []
      : [error({ code: `no-${type.toLowerCase()}`, message: { en, ko } })];
  return [
    ...missing(
      'Input',
      'Nothing feeds the network: add an Input block.',
      '입력이 없습니다. Input 블록을 추가하세요.',
    ),
    ...missing(
      'Output',
      'The network has no head: add an Output block behind the last layer.',
      '출력이 없습니다. 마지막 레이어 뒤에 Output 블록을 추가하세요.',
    ),
  ];
}

function checkInputShapes({ nodes }: GraphDoc, inference: Inference, info: DatasetInfo): Diagnostic[] {
  return nodes.flatMap((node): Diagnostic[] => {
    const shape = inference.nodes.get(node.id)?.shape;
    if (node.type !== 'Input' || !shape || sameShape(shape, info.shape)) return [];
    return [
      error({
        code: 'input-shape-differs',
        nodeId: node.id,
        param: 'shape',
        message: {
          en: `${node.name}: samples of ${info.dataset} have another shape.`,
          ko: `${node.name}: ${info.dataset} 샘플의 모양과 다릅니다.`,
        },
        expected: formatShape(info.shape),
        received: formatShape(shape),
        fix: {
          label: {
            en: `Set shape to ${formatShape(info.shape)}`,
            ko: `모양을 ${formatShape(info.shape)}(으)로 설정`,
          },
          repair: { kind: 'setParam', nodeId: node.id, param: 'shape', value: [...(info.shape as Shape)] },
        },
      }),
    ];
  });
}

function checkTraining({ training, info, graph }: CheckSource, inference: Inference): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const optimizer = Object.hasOwn(OPTIMIZERS, training.optimizer.type)
    ? OPTIMIZERS[training.optimizer.type]
    : undefined;
  if (!optimizer) {
    problems.push(
      error({
        code: 'unknown-optimizer',
        param: 'optimizer',
        message: {
          en: `There is no optimizer “${training.optimizer.type}”.`,
          ko: `“${training.optimizer.type}” 옵티마이저는 없습니다.`,
        },
        expected: Object.keys(OPTIMIZERS).join(', '),
        received: training.optimizer.type,
      }),
    );
  }
  for (const [name, spec] of Object.entries(optimizer?.params ?? {})) {
    const value = training.optimizer.params[name];
    const wrong = value === undefined ? null : checkParam(spec, value);
    if (!wrong) continue;
    problems.push(
      error({
        code: 'wrong-optimizer-parameter',
        param: name,
        message: {
          en: `${spec.label.en} is not allowed as it is.`,
          ko: `${spec.label.ko} 값이 올바르지 않습니다.`,
        },
        expected: wrong.expected,
        received: shown(value),
      }),
    );
  }
  if (info) {
    const kept = Math.floor(info.trainCount * (1 - training.validationSplit));
    if (kept < 1) {
      problems.push(
        error({
          code: 'no-training-samples',
          param: 'validationSplit',
          message: {
            en: 'The validation split leaves no sample to train on.',
            ko: '검증 분할 뒤에 학습할 샘플이 남지 않습니다.',
          },
          expected: { en: '1 sample or more', ko: '샘플 1개 이상' },
          received: String(kept),
          fix: {
            label: { en: 'Set the validation split to 0', ko: '검증 분할을 0으로 설정' },
            repair: { kind: 'setTraining', key: 'validationSplit', value: 0 },
          },
        }),
      );
    }
  }
  const ready = graph.nodes.some(({ type }) => type === 'Output') && inference.diagnostics.length === 0;
  if (ready && inference.trainableParams === 0) {
    problems.push(
      error({
        code: 'nothing-to-train',
        message: {
          en: 'No layer has weights that may change, so there is nothing to train.',
          ko: '바뀔 수 있는 가중치를 가진 레이어가 없어 학습할 것이 없습니다.',
        },
        expected: {
          en: 'a layer with weights that is not frozen',
          ko: '고정되지 않은, 가중치가 있는 레이어',
        },
      }),
    );
  }
  return problems;
}

/**
 * Everything that keeps a project from being trained (severity error), and what a teacher would remark on (warning, hint). Without
 * errors the compiler accepts it.
 */
export function checkProject(source: CheckSource): readonly Diagnostic[] {
  const { graph, info } = source;
  const inference = inferGraph(graph);
  const ends = checkEnds(graph);
  const problems = [...inference.diagnostics, ...ends];
  if (info) problems.push(...checkInputShapes(graph, inference, info));
  problems.push(...checkTraining(source, inference));
  if (info && ends.length === 0 && !problems.some(({ severity }) => severity === 'error')) {
    const target = resolveTarget({ ...source, info });
    problems.push(...target.diagnostics);
  }
  return [...problems, ...lintGraph(source, inference)];
}
