import { clsx } from 'clsx';
import { useId } from 'react';

interface SegmentsProps<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

/** Two or three choices side by side, one of them taken. */
export function Segments<Id extends string>({ label, options, value, onChange }: SegmentsProps<Id>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="flex rounded-md border border-line p-px text-xs">
      {options.map((option) => (
        <label
          key={option.id}
          className={clsx(
            'cursor-pointer rounded px-2 py-0.5 whitespace-nowrap',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent',
            option.id === value ? 'bg-accent-soft text-ink' : 'text-muted hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={option.id === value}
            onChange={() => onChange(option.id)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
