import type { DatasetInfo } from '#shared/data/config';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { formatShape, sameShape } from '#shared/graph/shape';
import { LOSSES } from '#shared/train/losses';
import { checkPorts } from './check-ports';
import { checkSize } from './check-size';
import type { CheckSource } from './check-source';
import { checkTraining } from './check-training';
import { inferGraph, placeInDrawing } from './infer';
import type { Inference } from './inference';
import { lintGraph } from './lint/lint-graph';
import { withRepairs } from './repairs/table';
import { silencedBy, type SilencedRemark } from './silence';
import { resolveTarget } from './target';

const hasError = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

/** Problems of a project, and the remarks that it does not want to see. */
export interface Checked {
  readonly problems: readonly Diagnostic[];
  readonly silenced: readonly SilencedRemark[];
}

/**
 * Everything that keeps a project from being trained (severity error), and what a teacher would remark on (warning, hint) unless it is
 * silenced. Without errors the compiler accepts it. Never throws, whatever is drawn.
 */
export const checkProject = (source: CheckSource): readonly Diagnostic[] => checkAll(source).problems;

/** As `checkProject`, with the silenced remarks beside. */
export function checkAll(source: CheckSource): Checked {
  const { graph, info } = source;
  const expanded = expandGraph(graph);
  const inference = inferGraph(graph);
  const byId = new Map(expanded.graph.nodes.map((node) => [node.id, node]));
  const names = new Map(expanded.graph.nodes.map(({ id, name }) => [id, name]));
  const placed = (problems: readonly Diagnostic[]) => placeInDrawing(problems, graph, expanded.origin);
  const training = checkTraining(source);
  const problems = [
    ...checkEnds(expanded.graph),
    ...checkPorts(graph),
    ...inference.diagnostics,
    ...placed(info ? checkInputShapes(expanded.graph, inference, info) : []),
    ...placed(checkSize(inference, names, source.training.batchSize)),
    ...training,
  ];
  if (!hasError(problems)) problems.push(...checkAnythingToTrain(inference));
  // What the heads get is only worth a word once everything before them is right.
  if (
    info &&
    Object.hasOwn({ auto: null, ...LOSSES }, source.training.loss.type) &&
    !hasError(inference.diagnostics) &&
    expanded.graph.nodes.some(({ type }) => type === 'Output')
  ) {
    problems.push(...resolveTarget({ ...source, info }).diagnostics);
  }
  const remarks = lintGraph({ ...source, graph: expanded.graph }, inference);
  const silencer = (problem: Diagnostic) => silencedBy(problem, graph, byId, expanded.origin);
  const isShown = (problem: Diagnostic) => silencer(problem) === undefined;
  return {
    problems: [
      ...withRepairs(problems.filter(isShown), source, inference),
      ...placed(remarks.filter(isShown)),
    ],
    silenced: [...problems, ...remarks].flatMap((problem) => {
      const by = silencer(problem);
      return by === undefined ? [] : placed([problem]).map((one) => ({ problem: one, by }));
    }),
  };
}

function checkEnds({ nodes }: GraphDoc): Diagnostic[] {
  const missing = (type: string, en: string, ko: string): Diagnostic[] =>
    nodes.some((node) => node.type === type)
      ? []
      : [
          {
            code: `no-${type.toLowerCase()}`,
            severity: 'error',
            message: { en, ko },
            expected: { en: `a block ${type}`, ko: `${type} 블록` },
            received: { en: 'none', ko: '없음' },
          },
        ];
  return [
    ...missing(
      'Input',
      'Nothing feeds the network: add an Input block.',
      '신경망에 들어오는 것이 없습니다. Input 블록을 추가하세요.',
    ),
    ...missing(
      'Output',
      'The network has no head: add an Output block behind the last layer.',
      '신경망의 출력이 없습니다. 마지막 층 뒤에 Output 블록을 추가하세요.',
    ),
  ];
}

function checkInputShapes({ nodes }: GraphDoc, inference: Inference, info: DatasetInfo): Diagnostic[] {
  const wanted = formatShape(info.shape);
  return nodes.flatMap((node): Diagnostic[] => {
    const shape = inference.nodes.get(node.id)?.shape;
    if (node.type !== 'Input' || !shape || sameShape(shape, info.shape)) return [];
    return [
      {
        code: 'input-shape-differs',
        severity: 'error',
        nodeId: node.id,
        param: 'shape',
        message: {
          en: `${node.name}: the samples of ${info.dataset} have another shape.`,
          ko: `${node.name}: ${info.dataset} 샘플의 모양과 다릅니다.`,
        },
        expected: wanted,
        received: formatShape(shape),
        fix: {
          label: { en: `Set shape to ${wanted}`, ko: `모양을 ${wanted}(으)로 설정` },
          repair: { kind: 'setParam', nodeId: node.id, param: 'shape', value: [...info.shape] },
        },
      },
    ];
  });
}

const checkAnythingToTrain = ({ trainableParams }: Inference): Diagnostic[] =>
  trainableParams > 0
    ? []
    : [
        {
          code: 'nothing-to-train',
          severity: 'error',
          message: {
            en: 'No layer has weights that may change, so there is nothing to train.',
            ko: '학습할 수 있는 가중치를 가진 층이 없어 학습할 것이 없습니다.',
          },
          expected: {
            en: 'a layer with weights that is not frozen',
            ko: '고정하지 않은, 가중치가 있는 층',
          },
          received: { en: '0 trainable parameters', ko: '학습 가능한 파라미터 0개' },
        },
      ];
