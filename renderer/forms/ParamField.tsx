import { type ReactNode, useState } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import { checkParam, type ParamSpec } from '#shared/graph/params';
import type { ParamValue } from '#shared/graph/document';
import { formatCount } from '#shared/graph/count';
import { getHost } from '../session/host';
import { useText } from '../i18n/use-text';
import { IconButton } from '../ui/IconButton';
import { FieldRow } from './FieldRow';
import { readValue, resultOf, stepInText, textProblem, writeValue } from './number-text';
import { rangeText, sliderOf } from './range-text';
import { LayersInput } from './LayersInput';
import { SelectInput } from './SelectInput';
import { Slider } from './Slider';
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
  /** False where the things that the field stands for have different defaults. */
  readonly isResettable?: boolean;
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
  isResettable = true,
}: ParamFieldProps) {
  const t = useText();
  const [wrong, setWrong] = useState<{ readonly text: Localized; readonly at: ParamValue } | null>(null);
  // What a sum comes to, while it is typed.
  const [result, setResult] = useState<number | null>(null);
  const take = (next: ParamValue | undefined, text?: string) => {
    const refusal = checkParam(spec, next);
    const misread = next === undefined && text !== undefined ? textProblem(spec, text) : null;
    setWrong(refusal && { text: misread?.message ?? expected(refusal.expected), at: value });
    setResult(text === undefined ? null : resultOf(spec, text));
    if (!refusal && next !== undefined && (isMixed || !sameValue(next, value))) onChange(next);
  };
  const error = wrong && sameValue(wrong.at, value) ? t(wrong.text) : problem;
  const isDefault = sameValue(value, spec.default) && !isMixed;
  const range = rangeText(spec);
  const hint = range && (result === null ? t(range) : `= ${formatCount(result)} · ${t(range)}`);
  return (
    <FieldRow
      id={id}
      label={t(spec.label)}
      help={t(spec.help)}
      hint={hint ?? undefined}
      error={error}
      fix={error === problem && fix}
      onReset={isDefault || disabled || !isResettable ? undefined : () => take(spec.default)}
      resetTo={t(defaultText(spec))}
    >
      <Control {...{ id, spec, value, disabled, isMixed, take }} invalid={error !== undefined} />
    </FieldRow>
  );
}

const expected = ({ en, ko }: Localized): Localized => ({ en: `Expected: ${en}`, ko: `기대: ${ko}` });

/** The default of a parameter as its field would show it. */
function defaultText(spec: ParamSpec): Localized {
  if (spec.default === null && 'nullLabel' in spec && spec.nullLabel) return spec.nullLabel;
  if (spec.kind === 'choice')
    return (
      spec.options.find(({ value }) => value === spec.default)?.label ?? {
        en: spec.default,
        ko: spec.default,
      }
    );
  if (spec.kind === 'boolean') return spec.default ? { en: 'on', ko: '켬' } : { en: 'off', ko: '끔' };
  const text = writeValue(spec, spec.default);
  return text === '' ? { en: 'empty', ko: '비움' } : { en: text, ko: text };
}

interface ControlProps {
  readonly id: string;
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly isMixed: boolean;
  readonly take: (value: ParamValue | undefined, text?: string) => void;
}

function Control(props: ControlProps) {
  const t = useText();
  const { id, spec, value, disabled, isMixed, take } = props;
  const mixed = t(MIXED);
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
  if (spec.kind === 'file') return <FileControl {...props} />;
  const slider = sliderOf(spec);
  if (!slider) return <TextControl {...props} />;
  return (
    <div className="flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <Slider
          label={t(spec.label)}
          value={typeof value === 'number' ? value : slider.min}
          {...slider}
          disabled={disabled}
          onChange={take}
        />
      </div>
      <div className="w-16 shrink-0">
        <TextControl {...props} />
      </div>
    </div>
  );
}

const MIXED: Localized = { en: 'mixed', ko: '여러 값' };

/** A field to type in, with steps by the arrow keys: of the number, or of the number of a list in which the caret stands. */
function TextControl({ id, spec, value, disabled, invalid, isMixed, take }: ControlProps) {
  const t = useText();
  const step = (steps: number, text: string, caret: number) => {
    const isWhole = spec.kind !== 'float' && !(spec.kind === 'list' && spec.item === 'float');
    const unit = ('step' in spec && spec.step) || (isWhole ? 1 : 0.1);
    const amount = isWhole ? Math.sign(steps) * Math.max(1, Math.abs(steps) * unit) : steps * unit;
    if (spec.kind === 'int' || spec.kind === 'float') {
      const start = typeof value === 'number' ? value : 0;
      take(Number((start + amount).toPrecision(12)));
      return;
    }
    const next = stepInText(text, caret, amount);
    if (next !== null) take(readValue(spec, next));
  };
  return (
    <TextInput
      id={id}
      value={isMixed ? '' : writeValue(spec, value)}
      placeholder={isMixed ? t(MIXED) : 'nullLabel' in spec && spec.nullLabel ? t(spec.nullLabel) : undefined}
      unit={'unit' in spec && spec.unit ? t(spec.unit) : undefined}
      onText={(text) => take(readValue(spec, text), text)}
      onStep={'min' in spec ? step : undefined}
      invalid={invalid}
      hasHint={'min' in spec}
      disabled={disabled}
    />
  );
}

function FileControl(props: ControlProps) {
  const t = useText();
  const choose = async () => {
    const path = await getHost().chooseDataFile();
    if (path !== null) props.take(path);
  };
  return (
    <div className="flex items-center gap-1">
      <TextControl {...props} />
      <IconButton
        icon="folder-open"
        label={t({ en: 'Choose a file', ko: '파일 선택' })}
        onClick={() => void choose()}
      />
    </div>
  );
}
