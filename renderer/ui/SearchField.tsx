import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import { Icon } from './Icon';

interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  /** What is searched: its placeholder, and its name for screen readers. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (query: string) => void;
}

/** A field to search with. */
export function SearchField({ label, value, onChange, className, ...rest }: SearchFieldProps) {
  return (
    <label className={clsx('relative block', className)}>
      <span className="sr-only">{label}</span>
      <Icon name="search" size={14} className="absolute top-2.25 left-2.5 text-muted" />
      <input
        type="search"
        className="h-8 w-full rounded-md border border-line bg-raised pr-2 pl-8 text-sm"
        placeholder={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => onChange(target.value)}
        {...rest}
      />
    </label>
  );
}
