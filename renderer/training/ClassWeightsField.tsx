import type { ParamSpec } from '#shared/graph/params';
import type { TrainingConfig } from '#shared/train/config';
import { FieldRow } from '../forms/FieldRow';
import { ParamField } from '../forms/ParamField';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { editTraining } from './edit-training';
import { SettingProblems } from './SettingProblems';

const LABEL = { en: 'Class weights', ko: '클래스 가중치' };

const LIST: Extract<ParamSpec, { kind: 'list' }> = {
  kind: 'list',
  item: 'float',
  default: [1, 1],
  min: 0,
  max: 1e6,
  label: { en: 'Weight of each class', ko: '클래스별 값' },
  help: {
    en: 'One number for each class, in their order. 2 counts a class twice, 0 leaves it out.',
    ko: '클래스 순서대로 값을 하나씩 적습니다. 2면 두 배로 치고 0이면 빼놓습니다.',
  },
};

/** What a sample of each class counts in the loss. */
export function ClassWeightsField() {
  const t = useText();
  const weights = useProject((state) => state.project.training.classWeights);
  const count = useProject(({ info }) => info?.classNames.length ?? 2);
  const choice = weights === null ? 'equal' : weights === 'balanced' ? weights : 'own';
  const ones = Array.from({ length: count }, () => 1);
  const values: Readonly<Record<string, TrainingConfig['classWeights']>> = {
    equal: null,
    balanced: 'balanced',
    own: ones,
  };
  return (
    <>
      <FieldRow
        id="training-classWeights"
        label={t(LABEL)}
        help={t({
          en: 'What a sample of each class counts in the loss. Balanced lets rare classes count as much as frequent ones together.',
          ko: '클래스마다 샘플 하나를 손실에 얼마나 칠지 정합니다. 균형을 고르면 드문 클래스와 흔한 클래스의 몫이 같아집니다.',
        })}
      >
        <SelectInput
          id="training-classWeights"
          value={choice}
          options={[
            { value: 'equal', label: t({ en: 'Equal', ko: '같게' }) },
            { value: 'balanced', label: t({ en: 'Balanced', ko: '균형' }) },
            { value: 'own', label: t({ en: 'My own', ko: '직접 정하기' }) },
          ]}
          onChange={(next) => editTraining(LABEL, { classWeights: values[next]! })}
        />
      </FieldRow>
      {weights !== null && weights !== 'balanced' && (
        <ParamField
          id="class-weights"
          spec={{ ...LIST, default: ones }}
          value={weights}
          onChange={(next) => editTraining(LABEL, { classWeights: next as readonly number[] })}
        />
      )}
      <SettingProblems name="classWeights" />
    </>
  );
}
