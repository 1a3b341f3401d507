import type { Params, ParamValue } from '#shared/graph/document';
import { OPTIMIZERS } from '#shared/train/optimizers';
import { FieldRow } from '../forms/FieldRow';
import { ParamField } from '../forms/ParamField';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { editTraining } from './edit-training';
import { SettingProblems } from './SettingProblems';

const LABEL = { en: 'Optimizer', ko: '옵티마이저' };
const OPTIONS = Object.entries(OPTIMIZERS).map(([value, { label }]) => ({ value, label }));

/** The rule that changes the weights, with its own parameters. */
export function OptimizerFields() {
  const t = useText();
  const { type, params } = useProject((state) => state.project.training.optimizer);
  const optimizer = OPTIMIZERS[type];
  const rows = Object.entries(optimizer?.params ?? {});
  const setParam = (name: string, value: ParamValue) =>
    editTraining(optimizer!.params[name]!.label, {
      optimizer: { type, params: { ...params, [name]: value } },
    });
  const fields = (isAdvanced: boolean) =>
    rows
      .filter(([, { advanced = false }]) => advanced === isAdvanced)
      .map(([name, spec]) => (
        <div key={name}>
          <ParamField
            id={`optimizer-${name}`}
            spec={spec}
            value={valueOf(params, name, spec.default)}
            onChange={(value) => setParam(name, value)}
          />
          <SettingProblems name={name} />
        </div>
      ));
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
      {fields(false)}
      {rows.some(([, { advanced }]) => advanced) && (
        <details className="mt-1">
          <summary className="cursor-pointer text-xs text-muted">{t({ en: 'More', ko: '더 보기' })}</summary>
          {fields(true)}
        </details>
      )}
    </>
  );
}

/** What is not set has its usual value; null is a value: it turns an option off. */
const valueOf = (params: Params, name: string, usual: ParamValue): ParamValue => {
  const given = params[name];
  return given === undefined ? usual : given;
};
