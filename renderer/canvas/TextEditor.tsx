import type { KeyboardEvent } from 'react';
import { focusCanvas } from './focus-canvas';

interface TextEditorProps {
  readonly value: string;
  readonly label: string;
  /** Several lines: Enter begins a new one. */
  readonly isLong?: boolean;
  /** Takes the text when the field is left: with Enter (Ctrl+Enter in a long one) or by going elsewhere. Escape gives back `value`, but of a long one, in which much may be written, it takes the text too. */
  readonly onDone: (text: string) => void;
}

/** A field on the canvas, over the text that it edits. */
export function TextEditor({ value, label, isLong = false, onDone }: TextEditorProps) {
  const props = {
    defaultValue: value,
    'aria-label': label,
    onBlur: ({ target }: { target: { value: string } }) => onDone(target.value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      event.stopPropagation();
      const isEnter = event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey);
      if (event.key === 'Escape' && !isLong) event.currentTarget.value = value;
      // Leaving the field takes its text.
      if (isEnter || event.key === 'Escape') focusCanvas();
    },
  };
  return isLong ? (
    <textarea
      {...props}
      ref={focusText}
      className="nodrag nopan nowheel nokey size-full resize-none bg-transparent outline-none"
    />
  ) : (
    <input
      {...props}
      ref={focusText}
      type="text"
      spellCheck={false}
      autoComplete="off"
      className="nodrag nopan nokey h-7 w-full min-w-0 rounded border border-accent bg-panel px-1"
    />
  );
}

const focusText = (field: HTMLInputElement | HTMLTextAreaElement | null) => {
  field?.focus({ preventScroll: true });
  field?.select();
};
