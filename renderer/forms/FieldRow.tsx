import { type ReactNode, useState } from 'react';
import { IconButton } from '../ui/IconButton';
import { Tooltip } from '../ui/Tooltip';
import { useText } from '../i18n/use-text';
import { FieldHint } from './FieldHint';

interface FieldRowProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** Range and default: in the tooltip, and beside the form while the field has the focus. */
  readonly hint?: string | undefined;
  /** What is wrong with the value; stands below the field, which names it in `aria-describedby`. */
  readonly error?: string | undefined;
  /** The button that repairs it, below the error. */
  readonly fix?: ReactNode;
  /** Sets the default again; absent where the value is the default. */
  readonly onReset?: (() => void) | undefined;
  /** What resetting gives, for the button's tooltip. */
  readonly resetTo?: string | undefined;
  readonly children: ReactNode;
}

/** One labelled field of a form: the name left, the field right, what is wrong below. */
export function FieldRow({ id, label, help, hint, error, fix, onReset, resetTo, children }: FieldRowProps) {
  const t = useText();
  const [focused, setFocused] = useState<HTMLElement | null>(null);
  const name = (
    <label htmlFor={id} className="min-w-0 flex-1 text-sm leading-tight">
      {label}
    </label>
  );
  const tip = hint === undefined ? help : <Tip help={help} hint={hint} />;
  return (
    <div className="@container py-1">
      <div className="flex min-h-8 items-center gap-2">
        {tip === undefined ? name : <Tooltip text={tip}>{name}</Tooltip>}
        {onReset && (
          <IconButton
            icon="rotate-ccw"
            size="small"
            label={t({ en: `Reset ${label}`, ko: `${label} 기본값으로` })}
            hint={resetTo}
            onClick={onReset}
          />
        )}
        <div
          className="relative w-28 shrink-0 @2xs:w-[58%]"
          onFocus={({ currentTarget }) => setFocused(currentTarget.parentElement)}
          onBlur={() => setFocused(null)}
        >
          {children}
          {hint !== undefined && (
            <p id={`${id}-hint`} className="sr-only">
              {hint}
            </p>
          )}
        </div>
        {focused && hint !== undefined && error === undefined && <FieldHint row={focused} text={hint} />}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="mt-0.5 text-xs text-danger">
          {error}
        </p>
      )}
      {fix}
    </div>
  );
}

const Tip = ({ help, hint }: { help: string | undefined; hint: string }) => (
  <>
    {help}
    <span className="mt-0.5 block opacity-75">{hint}</span>
  </>
);
