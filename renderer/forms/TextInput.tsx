import { clsx } from 'clsx';
import { useState } from 'react';

interface TextInputProps {
  readonly id: string;
  /** The text of the present value; replaces what stands in the field when it changes from outside. */
  readonly value: string;
  readonly placeholder?: string | undefined;
  /** Stands at the right end of the field: `px`. */
  readonly unit?: string | undefined;
  /** Every keystroke. */
  readonly onText: (text: string) => void;
  /** ↑ and ↓, with Shift for ten times and with Alt for a tenth as much; `caret` is where the caret stands in the text. */
  readonly onStep?: ((steps: number, text: string, caret: number) => void) | undefined;
  readonly invalid?: boolean;
  /** Whether an element with the id `<id>-hint` says what the field takes. */
  readonly hasHint?: boolean;
  readonly disabled?: boolean;
}

/** A field whose text may be wrong for a while: it keeps what was typed until the focus leaves. */
export function TextInput({
  id,
  value,
  placeholder,
  unit,
  onText,
  onStep,
  invalid = false,
  hasHint = false,
  disabled,
}: TextInputProps) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly leftAt?: string } | null>(null);
  // What was left wrong goes once another value comes from elsewhere (undo, a quick fix).
  const isShown = draft !== null && (draft.leftAt === undefined || draft.leftAt === value);
  const described = [invalid && `${id}-error`, hasHint && `${id}-hint`].filter(Boolean).join(' ');
  const input = (
    <input
      id={id}
      type="text"
      className={clsx(
        'h-8 w-full min-w-0 rounded-md border bg-raised px-2 text-sm tabular-nums disabled:opacity-50',
        invalid ? 'border-danger' : 'border-line',
        unit !== undefined && 'pr-12',
      )}
      value={isShown ? draft.text : value}
      placeholder={placeholder}
      disabled={disabled}
      aria-invalid={invalid}
      aria-describedby={described || undefined}
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
          const factor = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
          const { value: text, selectionStart } = event.currentTarget;
          onStep((event.key === 'ArrowUp' ? 1 : -1) * factor, text, selectionStart ?? 0);
        }
      }}
    />
  );
  if (unit === undefined) return input;
  return (
    <span className="relative block">
      {input}
      <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-xs text-muted">
        {unit}
      </span>
    </span>
  );
}
