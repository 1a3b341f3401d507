import { OPTIMIZERS } from '#shared/train/optimizers';
import { FieldRow } from '../forms/FieldRow';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { ChoiceParams } from './ChoiceParams';
import { editTraining } from './edit-training';
import { SettingProblems } from './SettingProblems';

const LABEL = { en: 'Optimizer', ko: '옵티마이저' };
const OPTIONS = Object.entries(OPTIMIZERS).map(([value, { label }]) => ({ value, label }));

/** The rule that changes the weights, with its own parameters. */
export function OptimizerFields() {
  const t = useText();
  const { type, params } = useProject((state) => state.project.training.optimizer);
  const optimizer = OPTIMIZERS[type];
  return (
    <>
      <FieldRow id="training-optimizer" label={t(LABEL)} help={optimizer && t(optimizer.summary)}>
        <SelectInput
          id="training-optimizer"
          value={type}
          options={optimizer ? OPTIONS : [...OPTIONS, { value: type, label: type }]}
          onChange={(next) => editTraining(LABEL, { optimizer: { type: next, params: {} } })}
        />
      </FieldRow>
      {optimizer && <p className="text-xs text-muted">{t(optimizer.summary)}</p>}
      <SettingProblems name="optimizer" />
      {optimizer && (
        <ChoiceParams
          id="optimizer"
          hasPlainNames
          specs={optimizer.params}
          params={params}
          onParam={(label, name, value) =>
            editTraining(label, { optimizer: { type, params: { ...params, [name]: value } } })
          }
        />
      )}
    </>
  );
}
