import { useId } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import type { Choice, Params } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';
import { FieldRow } from '../forms/FieldRow';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { IconButton } from '../ui/IconButton';
import { KerasCode } from './KerasCode';
import { ChoiceParams } from './ChoiceParams';
import { editTraining } from './edit-training';
import { SettingProblems } from './SettingProblems';

export interface ChoiceRow {
  readonly label: Localized | string;
  readonly summary: Localized;
  readonly params: ParamSpecs;
  /** The same in Keras; null where Keras has no such thing. */
  readonly kerasOf?: (params: Params) => string | null;
}

interface ChoiceListProps {
  readonly name: 'metrics' | 'callbacks';
  readonly label: Localized;
  readonly help: Localized;
  readonly table: Readonly<Record<string, ChoiceRow>>;
}

const NONE = '';

/** A list of choices of a table: any number of them, each with its parameters and a button that takes it out. */
export function ChoiceList({ name, label, help, table }: ChoiceListProps) {
  const t = useText();
  const choices = useProject((state) => state.project.training[name]);
  const set = (of: Localized, next: readonly Choice[]) => editTraining(of, { [name]: next });
  // A second one of a kind makes sense only with other parameters.
  const options = Object.entries(table)
    .filter(([type, { params }]) => Object.keys(params).length > 0 || !choices.some((c) => c.type === type))
    .map(([value, row]) => ({ value, label: t(row.label) }));
  const keys = keysOf(choices);
  return (
    <section aria-label={t(label)}>
      <FieldRow id={`add-${name}`} label={t(label)} help={t(help)}>
        <SelectInput
          id={`add-${name}`}
          value={NONE}
          options={[{ value: NONE, label: t({ en: 'Add…', ko: '추가…' }) }, ...options]}
          onChange={(type) => {
            if (type !== NONE) set(label, [...choices, { type, params: {} }]);
          }}
        />
      </FieldRow>
      <SettingProblems name={name} />
      {choices.length > 0 && (
        <ul className="flex flex-col gap-1.5 pb-1">
          {choices.map((choice, index) => (
            <ChosenRow
              key={keys[index]}
              id={`${name}.${index}`}
              choice={choice}
              row={table[choice.type]}
              onChange={(of, next) =>
                set(
                  of,
                  choices.map((each, i) => (i === index ? next : each)),
                )
              }
              onRemove={() =>
                set(
                  label,
                  choices.filter((_, i) => i !== index),
                )
              }
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Choices have no name of their own: the first, second, … of their type. */
const keysOf = (choices: readonly Choice[]): readonly string[] =>
  choices.map(({ type }, index) => {
    const before = choices.slice(0, index).filter((each) => each.type === type).length;
    return `${type} ${before}`;
  });

interface ChosenRowProps {
  readonly id: string;
  readonly choice: Choice;
  readonly row: ChoiceRow | undefined;
  readonly onChange: (label: Localized, next: Choice) => void;
  readonly onRemove: () => void;
}

function ChosenRow({ id, choice, row, onChange, onRemove }: ChosenRowProps) {
  const t = useText();
  const heading = useId();
  const label = row ? t(row.label) : choice.type;
  return (
    <li
      aria-labelledby={heading}
      className="rounded-md border border-line bg-raised/50 px-2 pb-1"
      data-choice={choice.type}
    >
      <div className="flex min-h-8 items-center gap-1">
        <span id={heading} className="min-w-0 flex-1 text-sm font-medium">
          {label}
        </span>
        <IconButton
          icon="x"
          size="small"
          label={t({ en: `Remove ${label}`, ko: `${label} 빼기` })}
          onClick={onRemove}
        />
      </div>
      {row && (
        <>
          <p className="text-xs text-muted">{t(row.summary)}</p>
          <ChoiceParams
            id={id}
            specs={row.params}
            params={choice.params}
            onParam={(of, name, value) =>
              onChange(of, { ...choice, params: { ...choice.params, [name]: value } })
            }
          />
          <KerasCode code={row.kerasOf?.(choice.params) ?? null} />
        </>
      )}
    </li>
  );
}
