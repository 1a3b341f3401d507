interface SelectInputProps {
  readonly id: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
}

/** The browser's own list of choices: reachable by every key and screen reader. */
export function SelectInput({ id, value, options, onChange, disabled }: SelectInputProps) {
  return (
    <select
      id={id}
      title={options.find((option) => option.value === value)?.label}
      className="h-8 w-full min-w-0 truncate rounded-md border border-line bg-raised pl-1.5 text-sm disabled:opacity-50"
      value={value}
      disabled={disabled}
      onChange={({ target }) => onChange(target.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
