import { splitRange } from '#shared/data/split';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { DEFAULT_TRAINING, trainingConfigSchema } from '#shared/train/config';
import { checkChoices } from './check-choices';
import { checkSnapshots } from './check-snapshots';
import type { CheckSource } from './check-source';

type Key = 'epochs' | 'batchSize' | 'learningRate' | 'validationSplit' | 'seed';

const SETTINGS: Readonly<Record<Key, { readonly label: Localized; readonly expected: Localized }>> = {
  epochs: {
    label: { en: 'Epochs', ko: '에포크' },
    expected: { en: 'a whole number of 1 … 100000', ko: '정수 1 … 100000' },
  },
  batchSize: {
    label: { en: 'Batch size', ko: '배치 크기' },
    expected: { en: 'a whole number of 1 … 65536', ko: '정수 1 … 65536' },
  },
  learningRate: {
    label: { en: 'Learning rate', ko: '학습률' },
    expected: { en: 'a number > 0, ≤ 100', ko: '실수 (> 0, ≤ 100)' },
  },
  validationSplit: {
    label: { en: 'Validation split', ko: '검증 데이터 비율' },
    expected: { en: 'a number ≥ 0, < 1', ko: '실수 (≥ 0, < 1)' },
  },
  seed: {
    label: { en: 'Seed', ko: '시드' },
    expected: { en: 'a whole number of 0 … 4294967295', ko: '정수 0 … 4294967295' },
  },
};

/** Whether the training settings are allowed and leave something to train on. */
export function checkTraining(source: CheckSource): readonly Diagnostic[] {
  const settings = checkSettings(source);
  return [
    ...settings,
    ...checkChoices(source.training),
    ...checkSnapshots(source),
    ...(settings.length === 0 ? checkData(source) : []),
    ...checkClassWeights(source),
  ];
}

function checkSettings({ training }: CheckSource): Diagnostic[] {
  return (Object.keys(SETTINGS) as Key[]).flatMap((key): Diagnostic[] => {
    if (trainingConfigSchema.unwrap().shape[key].safeParse(training[key]).success) return [];
    const { label, expected } = SETTINGS[key];
    const usual = DEFAULT_TRAINING[key];
    return [
      {
        code: 'wrong-training-setting',
        severity: 'error',
        param: key,
        message: {
          en: `${label.en} is not allowed as it is.`,
          ko: `${label.ko} 값이 올바르지 않습니다.`,
        },
        expected,
        received: String(training[key]),
        fix: {
          label: { en: `Set to ${usual}`, ko: `${usual}(으)로 설정` },
          repair: { kind: 'setTraining', key, value: usual },
        },
      },
    ];
  });
}

function checkData({ training, info }: CheckSource): Diagnostic[] {
  if (!info) return [];
  const { train } = splitRange(info.trainCount, training.validationSplit);
  if (train < 1) {
    return [
      {
        code: 'no-training-samples',
        severity: 'error',
        param: 'validationSplit',
        message:
          info.trainCount < 1
            ? { en: 'The dataset has no sample to train on.', ko: '데이터셋에 학습할 샘플이 없습니다.' }
            : {
                en: 'The validation split leaves no sample to train on.',
                ko: '검증 데이터를 떼어 내면 학습할 샘플이 남지 않습니다.',
              },
        expected: { en: '1 sample or more', ko: '샘플 1개 이상' },
        received: String(train),
        ...(info.trainCount >= 1 && {
          fix: {
            label: { en: 'Set the validation split to 0', ko: '검증 데이터 비율을 0으로 설정' },
            repair: { kind: 'setTraining', key: 'validationSplit', value: 0 },
          },
        }),
      },
    ];
  }
  return [];
}

function checkClassWeights({ training: { classWeights }, info }: CheckSource): Diagnostic[] {
  if (!info || classWeights === null || classWeights === 'balanced') return [];
  const count = info.classNames.length;
  if (classWeights.length === count && classWeights.some((weight) => weight > 0)) return [];
  return [
    {
      code: 'wrong-class-weights',
      severity: 'error',
      param: 'classWeights',
      message: {
        en: 'There must be one weight for each class, and not all of them 0.',
        ko: '클래스마다 가중치가 하나씩 있어야 하며 모두 0이어서는 안 됩니다.',
      },
      expected: { en: `${count} numbers ≥ 0`, ko: `0 이상인 수 ${count}개` },
      received: classWeights.join(', '),
      fix: {
        label: { en: 'Weigh all classes alike', ko: '모든 클래스를 같게' },
        repair: { kind: 'setTraining', key: 'classWeights', value: null },
      },
    },
  ];
}
