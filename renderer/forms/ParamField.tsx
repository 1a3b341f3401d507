import { type ReactNode, useState } from 'react';
import { checkParam, type ParamSpec } from '#shared/graph/params';
import type { ParamValue } from '#shared/graph/document';
import { getHost } from '../session/host';
import { useText } from '../i18n/use-text';
import { IconButton } from '../ui/IconButton';
import { FieldRow } from './FieldRow';
import { readValue, writeValue } from './number-text';
import { LayersInput } from './LayersInput';
import { SelectInput } from './SelectInput';
import { Switch } from './Switch';
import { TextInput } from './TextInput';

interface ParamFieldProps {
  readonly id: string;
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  /** Called with allowed values only. */
  readonly onChange: (value: ParamValue) => void;
  /** A problem that only the whole drawing shows. */
  readonly problem?: string | undefined;
  /** The button that repairs `problem`. */
  readonly fix?: ReactNode;
  readonly disabled?: boolean;
  /** The field stands for several things, whose values differ; `value` is one of them. */
  readonly isMixed?: boolean;
}

const sameValue = (a: ParamValue, b: ParamValue): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((n, i) => n === b[i]));

/** The form field of one parameter, from its row in a table: kind, range, help, default. Wrong input stays in the field, with the reason below. */
export function ParamField({
  id,
  spec,
  value,
  onChange,
  problem,
  fix,
  disabled = false,
  isMixed = false,
}: ParamFieldProps) {
  const t = useText();
  const [wrong, setWrong] = useState<{ readonly text: string; readonly at: ParamValue } | null>(null);
  const take = (next: ParamValue | undefined) => {
    const refusal = checkParam(spec, next);
    setWrong(refusal && { text: `${t({ en: 'Expected', ko: '기대' })}: ${t(refusal.expected)}`, at: value });
    if (!refusal && next !== undefined && (isMixed || !sameValue(next, value))) onChange(next);
  };
  const error = wrong && sameValue(wrong.at, value) ? wrong.text : problem;
  const isDefault = sameValue(value, spec.default) && !isMixed;
  return (
    <FieldRow
      id={id}
      label={t(spec.label)}
      help={t(spec.help)}
      error={error}
      fix={error === problem && fix}
      onReset={isDefault || disabled ? undefined : () => take(spec.default)}
    >
      <Control {...{ id, spec, value, disabled, isMixed, take }} invalid={error !== undefined} />
    </FieldRow>
  );
}

interface ControlProps {
  readonly id: string;
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly isMixed: boolean;
  readonly take: (value: ParamValue | undefined) => void;
}

function Control({ id, spec, value, disabled, invalid, isMixed, take }: ControlProps) {
  const t = useText();
  const mixed = t({ en: 'mixed', ko: '여러 값' });
  if (spec.kind === 'boolean') {
    return (
      <div className="flex items-center gap-2">
        <Switch id={id} value={value === true && !isMixed} onChange={take} />
        {isMixed && <span className="text-xs text-muted">{mixed}</span>}
      </div>
    );
  }
  if (spec.kind === 'choice') {
    const options = spec.options.map((option) => ({
      value: option.value,
      label: option.label ? t(option.label) : option.value,
    }));
    return (
      <SelectInput
        id={id}
        value={isMixed ? '' : String(value)}
        options={isMixed ? [{ value: '', label: mixed }, ...options] : options}
        onChange={take}
        disabled={disabled}
      />
    );
  }
  if (spec.kind === 'text' && spec.of === 'layers')
    return <LayersInput id={id} value={String(value)} onChange={take} />;
  const isNumber = spec.kind === 'int' || spec.kind === 'float';
  const step = (steps: number) => {
    const size = ('step' in spec && spec.step) || (spec.kind === 'int' ? 1 : 0.1);
    const start = typeof value === 'number' ? value : 0;
    take(Number((start + steps * size).toPrecision(12)));
  };
  const input = (
    <TextInput
      id={id}
      value={isMixed ? '' : writeValue(spec, value)}
      placeholder={isMixed ? mixed : 'nullLabel' in spec && spec.nullLabel ? t(spec.nullLabel) : undefined}
      onText={(text) => take(readValue(spec, text))}
      onStep={isNumber ? step : undefined}
      invalid={invalid}
      disabled={disabled}
    />
  );
  if (spec.kind !== 'file') return input;
  const choose = async () => {
    const path = await getHost().chooseDataFile();
    if (path !== null) take(path);
  };
  return (
    <div className="flex items-center gap-1">
      {input}
      <IconButton
        icon="folder-open"
        label={t({ en: 'Choose a file', ko: '파일 선택' })}
        onClick={() => void choose()}
      />
    </div>
  );
}
