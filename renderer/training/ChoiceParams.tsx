import type { Localized } from '#shared/graph/diagnostic';
import type { Params, ParamValue } from '#shared/graph/document';
import { defaultParams, matters, type ParamSpecs } from '#shared/graph/params';
import { ParamField } from '../forms/ParamField';
import { useText } from '../i18n/use-text';
import { SettingProblems } from './SettingProblems';

interface ChoiceParamsProps {
  /** Beginning of the fields' ids, and of the names under which their problems go. */
  readonly id: string;
  /** Where problems go by the parameters' plain names. */
  readonly hasPlainNames?: boolean;
  readonly specs: ParamSpecs;
  readonly params: Params;
  readonly onParam: (label: Localized, name: string, value: ParamValue) => void;
}

/** Fields for the parameters of a table's row; the advanced ones under “More”. */
export function ChoiceParams({ id, hasPlainNames = false, specs, params, onParam }: ChoiceParamsProps) {
  const t = useText();
  // What is not set has its usual value; null is a value: it turns an option off.
  const values: Params = { ...defaultParams(specs), ...params };
  const shown = Object.entries(specs).filter(([, spec]) => matters(spec, values));
  const fields = (isAdvanced: boolean) =>
    shown
      .filter(([, { advanced = false }]) => advanced === isAdvanced)
      .map(([name, spec]) => (
        <div key={name}>
          <ParamField
            id={`${id.replaceAll('.', '-')}-${name}`}
            spec={spec}
            value={values[name]!}
            onChange={(value) => onParam(spec.label, name, value)}
          />
          <SettingProblems name={hasPlainNames ? name : `${id}.${name}`} />
        </div>
      ));
  return (
    <>
      {fields(false)}
      {shown.some(([, { advanced }]) => advanced) && (
        <details className="mt-1">
          <summary className="cursor-pointer text-xs text-muted">{t({ en: 'More', ko: '더 보기' })}</summary>
          {fields(true)}
        </details>
      )}
    </>
  );
}
