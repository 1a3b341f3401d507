import { splitRange } from '#shared/data/split';
import type { Diagnostic, Repair } from '#shared/graph/diagnostic';
import { completeParams, isBypassed, layerOf } from '../infer';
import type { LintContext, Rule } from './context';

/**
 * Steps · (1 − momentum) below which moving statistics are not to be trusted: e^−5, less than a hundredth, is then left of where they
 * started. Measured with four normalized convolutions and momentum 0.99: 200 steps evaluate like guessing, 500 steps like training.
 */
const ENOUGH = 5;

/** Momentums to choose from, from Keras's default down. */
const MOMENTUMS = [0.99, 0.95, 0.9, 0.8, 0.5];

/** Whether so many steps bring the moving statistics close to those of the data; free of rounding at the limit. */
const isEnough = (steps: number, momentum: number): boolean => steps * (1 - momentum) >= ENOUGH - 1e-9;

/** Evaluation and prediction use statistics that only many steps, or a small momentum, carry away from where they start. */
const movingStatistics: Rule = (context) => {
  const steps = stepsOf(context);
  if (!steps) return [];
  return context.graph.nodes.flatMap((node): Diagnostic[] => {
    const layer = layerOf(node);
    if (node.type !== 'BatchNormalization' || !layer || isBypassed(node, layer) || !node.trainable) return [];
    const momentum = Number(completeParams(layer, node.params)['momentum']);
    if (!(momentum < 1) || isEnough(steps.all, momentum)) return [];
    const left = Math.round(100 * momentum ** steps.all);
    return [
      {
        code: 'moving-statistics-lag',
        severity: 'warning',
        nodeId: node.id,
        param: 'momentum',
        message: {
          en: `${node.name} evaluates with moving statistics, of which ${left} % is still their starting value after ${steps.all} steps: the accuracy on new data may stay near guessing although training goes well.`,
          ko: `${node.name}은(는) 평가할 때 이동 통계를 쓰는데, ${steps.all}스텝 뒤에도 그 ${left} %가 시작값입니다. 학습이 잘되어도 새 데이터의 정확도는 찍는 수준에 머물 수 있습니다.`,
        },
        expected: {
          en: `steps × (1 − momentum) of ${ENOUGH} or more`,
          ko: `스텝 수 × (1 − momentum)이 ${ENOUGH} 이상`,
        },
        received: String(Number((steps.all * (1 - momentum)).toPrecision(3))),
        fix: repairOf(node.id, momentum, steps),
      },
    ];
  });
};

interface Steps {
  readonly all: number;
  readonly perEpoch: number;
}

/** Null where the data is not known or too small to train on. */
function stepsOf({ training, info }: LintContext): Steps | null {
  if (!info) return null;
  const { train } = splitRange(info.trainCount, training.validationSplit);
  const perEpoch = Math.ceil(train / training.batchSize);
  return perEpoch >= 1 ? { all: training.epochs * perEpoch, perEpoch } : null;
}

/** The largest momentum that is small enough; more epochs where none is. */
function repairOf(
  nodeId: string,
  momentum: number,
  { all, perEpoch }: Steps,
): NonNullable<Diagnostic['fix']> {
  const smaller = MOMENTUMS.find((one) => one < momentum && isEnough(all, one));
  if (smaller !== undefined) {
    const repair: Repair = { kind: 'setParam', nodeId, param: 'momentum', value: smaller };
    const label = { en: `Set momentum to ${smaller}`, ko: `모멘텀을 ${smaller}(으)로 설정` };
    return { label, repair };
  }
  const epochs = Math.ceil(ENOUGH / (1 - momentum) / perEpoch - 1e-9);
  return {
    label: { en: `Train ${epochs} epochs`, ko: `${epochs} 에포크 학습` },
    repair: { kind: 'setTraining', key: 'epochs', value: epochs },
  };
}

/** Remarks on normalization. */
export const NORMALIZATION_RULES: readonly Rule[] = [movingStatistics];
