import type { ReactNode } from 'react';
import { IconButton } from '../ui/IconButton';
import { Tooltip } from '../ui/Tooltip';
import { useText } from '../i18n/use-text';

interface FieldRowProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** What is wrong with the value; stands below the field, which names it in `aria-describedby`. */
  readonly error?: string | undefined;
  /** The button that repairs it, below the error. */
  readonly fix?: ReactNode;
  /** Sets the default again; absent where the value is the default. */
  readonly onReset?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** One labelled field of a form: the name left, the field right, what is wrong below. */
export function FieldRow({ id, label, help, error, fix, onReset, children }: FieldRowProps) {
  const t = useText();
  const name = (
    <label htmlFor={id} className="min-w-0 flex-1 text-sm leading-tight">
      {label}
    </label>
  );
  return (
    <div className="@container py-1">
      <div className="flex min-h-8 items-center gap-2">
        {help === undefined ? name : <Tooltip text={help}>{name}</Tooltip>}
        {onReset && (
          <IconButton
            icon="rotate-ccw"
            size="small"
            label={t({ en: `Reset ${label}`, ko: `${label} 기본값으로` })}
            onClick={onReset}
          />
        )}
        <div className="w-28 shrink-0 @2xs:w-[54%]">{children}</div>
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
