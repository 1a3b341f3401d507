import { clsx } from 'clsx';
import { useState } from 'react';

interface TextInputProps {
  readonly id: string;
  /** The text of the present value; replaces what stands in the field when it changes from outside. */
  readonly value: string;
  readonly placeholder?: string | undefined;
  /** Every keystroke. */
  readonly onText: (text: string) => void;
  /** ↑ and ↓, with Shift for ten times as much. */
  readonly onStep?: ((steps: number) => void) | undefined;
  readonly invalid?: boolean;
  readonly disabled?: boolean;
}

/** A field whose text may be wrong for a while: it keeps what was typed until the focus leaves. */
export function TextInput({
  id,
  value,
  placeholder,
  onText,
  onStep,
  invalid = false,
  disabled,
}: TextInputProps) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly leftAt?: string } | null>(null);
  // What was left wrong goes once another value comes from elsewhere (undo, a quick fix).
  const isShown = draft !== null && (draft.leftAt === undefined || draft.leftAt === value);
  return (
    <input
      id={id}
      type="text"
      className={clsx(
        'h-8 w-full min-w-0 rounded-md border bg-raised px-2 text-sm tabular-nums disabled:opacity-50',
        invalid ? 'border-danger' : 'border-line',
      )}
      value={isShown ? draft.text : value}
      placeholder={placeholder}
      disabled={disabled}
      aria-invalid={invalid}
      aria-describedby={invalid ? `${id}-error` : undefined}
      spellCheck={false}
      autoComplete="off"
      onChange={({ target }) => {
        setDraft({ text: target.value });
        onText(target.value);
      }}
      onBlur={() => setDraft(invalid && isShown ? { text: draft.text, leftAt: value } : null)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (onStep && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
          event.preventDefault();
          setDraft(null);
          onStep((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
        }
      }}
    />
  );
}
