import type { Diagnostic, Localized, Result } from '#shared/graph/diagnostic';
import { expandGraph } from '#shared/graph/expand';
import type { Shape } from '#shared/graph/shape';
import { LOSSES } from '#shared/train/losses';
import { inferGraph } from './infer';
import type { CompileSource, TargetSpec } from './program';

export interface Target {
  readonly loss: string;
  readonly target: TargetSpec;
  readonly metrics: readonly string[];
}

type Encoding = TargetSpec['encoding'];

const failure = (diagnostic: Omit<Diagnostic, 'severity'>): Result<never> => ({
  ok: false,
  diagnostics: [{ severity: 'error', ...diagnostic }],
});

/** One yes-or-no unit means binary; else as the data settings say. */
function encodingFor(loss: string, head: Shape, targets: 'one-hot' | 'sparse'): Encoding {
  const wanted = LOSSES[loss]?.targets ?? 'any';
  if (wanted !== 'any') return wanted;
  return head.length === 1 && head[0] === 1 ? 'binary' : targets;
}

const autoLoss = (head: Shape, targets: 'one-hot' | 'sparse'): string => {
  if (head.length === 1 && head[0] === 1) return 'binary_crossentropy';
  return targets === 'sparse' ? 'sparse_categorical_crossentropy' : 'categorical_crossentropy';
};

/**
 * Which loss a project is trained with, how its targets are written and what is measured. The loss `auto` follows the head: one unit
 * asks yes or no, several ask for a class. Fails with a Diagnostic when head, loss and classes do not go together.
 */
export function resolveTarget(source: CompileSource): Result<Target> {
  const { graph, training, data, info } = source;
  const inference = inferGraph(graph);
  const expanded = expandGraph(graph).graph.nodes;
  const heads = expanded.filter(({ type }) => type === 'Output');
  const head = heads[0];
  const shape = head && inference.nodes.get(head.id)?.shape;
  if (!head || !shape) {
    return failure({
      code: 'no-output',
      message: {
        en: 'The drawing has no working Output block, so there is no prediction to compare with the targets.',
        ko: '제대로 연결된 Output 블록이 없어 타깃과 비교할 예측이 없습니다.',
      },
      expected: { en: 'an Output block behind the last layer', ko: '마지막 레이어 뒤의 Output 블록' },
    });
  }
  const loss = training.loss === 'auto' ? autoLoss(shape, data.targets) : training.loss;
  if (!Object.hasOwn(LOSSES, loss)) {
    return failure({
      code: 'unknown-loss',
      param: 'loss',
      message: { en: `There is no loss “${loss}”.`, ko: `“${loss}” 손실은 없습니다.` },
      expected: Object.keys(LOSSES).join(', '),
      received: loss,
      fix: {
        label: { en: 'Choose the loss automatically', ko: '손실을 자동으로 선택' },
        repair: { kind: 'setTraining', key: 'loss', value: 'auto' },
      },
    });
  }
  const classes = info.classNames.length;
  const units = shape.at(-1) ?? 0;
  const encoding = encodingFor(loss, shape, data.targets);
  const wrong = (expected: Localized): Result<never> =>
    failure({
      code: 'head-does-not-fit',
      nodeId: head.id,
      message: {
        en: `The last layer gives ${units} numbers, which does not fit ${classes} classes with ${loss}.`,
        ko: `마지막 레이어의 출력이 ${units}개라서 클래스 ${classes}개와 ${loss}에 맞지 않습니다.`,
      },
      expected,
      received: String(units),
      ...headFix(source, head.id, encoding === 'binary' ? 1 : classes),
    });
  if (shape.length !== 1) {
    return failure({
      code: 'head-not-flat',
      nodeId: head.id,
      message: {
        en: 'The prediction must be a list of numbers, one for each class.',
        ko: '예측은 클래스마다 하나씩의 숫자 목록이어야 합니다.',
      },
      expected: { en: `${classes} numbers`, ko: `숫자 ${classes}개` },
      received: shape.join(' × '),
      fix: insertFlatten(graph.edges.find(({ target }) => target === head.id)?.id ?? ''),
    });
  }
  if (encoding === 'binary' && (units !== 1 || classes !== 2)) {
    return wrong({ en: '1 unit and 2 classes', ko: '유닛 1개와 클래스 2개' });
  }
  if (encoding !== 'binary' && units !== classes) {
    return wrong({ en: `${classes} units`, ko: `유닛 ${classes}개` });
  }
  const spec: Record<Encoding, TargetSpec> = {
    'one-hot': { encoding, shape: [classes], dtype: 'float32' },
    sparse: { encoding, shape: [], dtype: 'int32' },
    binary: { encoding, shape: [1], dtype: 'float32' },
  };
  return { ok: true, value: { loss, target: spec[encoding], metrics: ['accuracy'] }, diagnostics: [] };
}

const insertFlatten = (edgeId: string): NonNullable<Diagnostic['fix']> => ({
  label: { en: 'Insert Flatten', ko: 'Flatten 넣기' },
  repair: { kind: 'insertLayer', edgeId, type: 'Flatten' },
});

/** Sets the units of the nearest Dense layer before the head, walking back over blocks that keep the shape. */
function headFix({ graph }: CompileSource, headId: string, units: number): Pick<Diagnostic, 'fix'> {
  let id: string | undefined = headId;
  for (let steps = 0; id !== undefined && steps < graph.nodes.length; steps++) {
    const edge = graph.edges.find(({ target }) => target === id);
    const node = graph.nodes.find((found) => found.id === edge?.source);
    if (node?.type === 'Dense') {
      return {
        fix: {
          label: {
            en: `Set ${node.name} to ${units} units`,
            ko: `${node.name}의 유닛을 ${units}(으)로 설정`,
          },
          repair: { kind: 'setParam', nodeId: node.id, param: 'units', value: units },
        },
      };
    }
    id = node?.id;
  }
  return {};
}
