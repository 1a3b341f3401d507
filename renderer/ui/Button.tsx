import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import { Icon } from './Icon';

const TONES = {
  plain: 'border-line bg-raised text-ink hover:bg-hover',
  primary: 'border-accent bg-accent text-on-accent hover:bg-accent-strong',
  danger: 'border-line bg-raised text-danger hover:bg-hover',
  quiet: 'border-transparent text-ink hover:bg-hover',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: keyof typeof TONES;
  readonly icon?: string;
}

/** The one button of the app. A button without text needs `aria-label`; use `IconButton` for those. */
export function Button({ tone = 'plain', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={clsx(
        'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border px-3 text-sm whitespace-nowrap',
        'disabled:cursor-default disabled:opacity-45',
        TONES[tone],
        className,
      )}
      {...rest}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}
