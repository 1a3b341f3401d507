import type { Params } from '#shared/graph/document';
import type { ParamSpec, ParamSpecs } from '#shared/graph/params';
import type { MetricStream } from '../definition';
import { readParams } from '../read-params';
import { classesOf, weightOf } from './arrays';

const sparseParam = (en: string, ko: string, isSparse: boolean): Extract<ParamSpec, { kind: 'boolean' }> => ({
  kind: 'boolean',
  default: isSparse,
  advanced: true,
  label: { en: `${en} are class numbers`, ko: `${ko}: 클래스 번호` },
  help: {
    en: 'Off when there is one number for each class; then the largest is taken.',
    ko: '클래스마다 수가 하나씩이면 끕니다. 그러면 가장 큰 것을 고릅니다.',
  },
});

/** Parameters of the metrics that count pairs of true and predicted classes; `isSparse` is how targets and predictions come by default. */
export const confusionParams = (isSparse: boolean): ParamSpecs => ({
  numClasses: {
    kind: 'int',
    default: null,
    nullable: true,
    nullLabel: { en: 'as many as occur', ko: '나온 만큼' },
    min: 1,
    max: 10_000,
    advanced: true,
    label: { en: 'Number of classes', ko: '클래스의 수' },
    help: {
      en: 'How many classes there are. Empty: as many as the data show.',
      ko: '클래스의 수입니다. 비워 두면 데이터에 나온 만큼입니다.',
    },
  },
  ignoreClass: {
    kind: 'int',
    default: null,
    nullable: true,
    nullLabel: { en: 'none', ko: '없음' },
    min: -1,
    max: 1_000_000,
    advanced: true,
    label: { en: 'Ignore class', ko: '무시할 클래스' },
    help: {
      en: 'Samples or pixels whose true class has this number are not counted.',
      ko: '참 클래스가 이 번호인 샘플이나 픽셀은 세지 않습니다.',
    },
  },
  sparseYTrue: sparseParam('Targets', '정답', isSparse),
  sparseYPred: sparseParam('Predictions', '예측', isSparse),
});

export interface Confusion extends Omit<MetricStream, 'result'> {
  /** Rows are true classes, columns predicted ones. */
  matrix(): readonly (readonly number[])[];
}

/** Counts, or sums of weights, of pairs of true and predicted class. Throws on a class number that there cannot be. */
export function confusion(specs: ParamSpecs, given: Params): Confusion {
  const read = readParams(specs, given);
  const [fixed, ignored] = [read.optional('numClasses'), read.optional('ignoreClass')];
  const [isTrueSparse, isPredSparse] = [read.flag('sparseYTrue'), read.flag('sparseYPred')];
  const rows: number[][] = [];
  const grow = (count: number) => {
    for (const row of rows) while (row.length < count) row.push(0);
    while (rows.length < count) rows.push(Array<number>(count).fill(0));
  };
  grow(fixed ?? 0);
  return {
    update(yTrue, yPred, sampleWeight) {
      const truth = classesOf(yTrue, isTrueSparse);
      const answers = classesOf(yPred, isPredSparse);
      if (truth.length !== answers.length)
        throw new Error(`${truth.length} true classes for ${answers.length} predictions`);
      const weight = weightOf(sampleWeight, truth.length);
      for (let i = 0; i < truth.length; i++) {
        const [row, column] = [truth[i]!, answers[i]!];
        if (row === ignored) continue;
        const count = Math.max(row, column) + 1;
        const isClass = Number.isInteger(row) && Number.isInteger(column) && row >= 0 && column >= 0;
        if (!isClass || (fixed !== null && count > fixed))
          throw new Error(`Classes ${row} and ${column} of ${fixed ?? 'any number'}`);
        if (count > rows.length) grow(count);
        rows[row]![column]! += weight(i);
      }
    },
    matrix: () => rows.map((row) => [...row]),
    save: () => rows.flat(),
    load(saved) {
      const size = Math.round(Math.sqrt(saved.length));
      grow(size);
      for (let row = 0; row < size; row++) rows[row] = saved.slice(row * size, (row + 1) * size);
    },
  };
}
