import { useMemo } from 'react';
import { resolveTarget } from '#shared/compile/target';
import type { Choice } from '#shared/graph/document';
import { LOSSES } from '#shared/train/losses';
import { FieldRow } from '../forms/FieldRow';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { ChoiceParams } from './ChoiceParams';
import { editTraining } from './edit-training';
import { SettingProblems } from './SettingProblems';

const LABEL = { en: 'Loss', ko: '손실' };
const OPTIONS = Object.entries(LOSSES).map(([value, { label }]) => ({ value, label }));

/** What is made small by training; with `auto`, what that means for this drawing. */
export function LossField() {
  const t = useText();
  const loss = useProject((state) => state.project.training.loss);
  const meant = useMeantLoss();
  const definition = meant === null ? undefined : LOSSES[meant.type];
  const options = [{ value: 'auto', label: t({ en: 'Automatic', ko: '자동' }) }, ...OPTIONS];
  const isKnown = options.some(({ value }) => value === loss.type);
  return (
    <>
      <FieldRow
        id="training-loss"
        label={t(LABEL)}
        help={t({
          en: 'How wrong the network is, as one number that training makes small. Automatic follows the end of the drawing and the targets.',
          ko: '신경망이 얼마나 틀렸는지를 나타내는 수로, 학습은 이 값을 줄입니다. 자동이면 출력과 정답의 형태에 맞추어 정합니다.',
        })}
      >
        <SelectInput
          id="training-loss"
          value={loss.type}
          options={isKnown ? options : [...options, { value: loss.type, label: loss.type }]}
          onChange={(type) => editTraining(LABEL, { loss: { type, params: {} } })}
        />
      </FieldRow>
      <div className="text-xs text-muted" data-meant-loss={meant?.type ?? ''}>
        {definition ? (
          <>
            {loss.type === 'auto' && <p className="text-ink">→ {definition.label}</p>}
            <p>{t(definition.summary)}</p>
            <p className="mt-0.5 font-mono">{definition.formula}</p>
          </>
        ) : (
          t({
            en: 'Which loss that is shows once the drawing ends in an Output that fits the data.',
            ko: '그림이 데이터에 맞는 Output으로 끝나면 어떤 손실인지 나타납니다.',
          })
        )}
      </div>
      <SettingProblems name="loss" />
      {definition && (
        <ChoiceParams
          id="loss"
          specs={definition.params}
          params={{ ...meant!.params, ...loss.params }}
          onParam={(label, name, value) =>
            editTraining(label, { loss: { ...loss, params: { ...loss.params, [name]: value } } })
          }
        />
      )}
    </>
  );
}

/** The loss that the project is trained with; null while drawing and data do not tell. */
function useMeantLoss(): Choice | null {
  const graph = useProject((state) => state.project.graph);
  const data = useProject((state) => state.project.data);
  const training = useProject((state) => state.project.training);
  const info = useProject((state) => state.info);
  return useMemo(() => {
    const { loss } = training;
    const known = loss.type === 'auto' ? null : loss;
    if (!info || info.dataset !== data.dataset) return known;
    const target = resolveTarget({ graph, data, info, training });
    return target.ok ? target.value.loss : known;
  }, [graph, data, training, info]);
}
