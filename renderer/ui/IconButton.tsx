import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import { Icon } from './Icon';
import { Tooltip } from './Tooltip';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: string;
  /** Its name for screen readers and, with `hint`, its tooltip. */
  readonly label: string;
  /** Keys, shown in the tooltip. */
  readonly hint?: string;
  readonly size?: 'small' | 'normal';
}

/** A square button that shows only an icon. */
export function IconButton({ icon, label, hint, size = 'normal', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={hint}>
      <button
        type="button"
        aria-label={label}
        className={clsx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-ink hover:bg-hover',
          'disabled:cursor-default disabled:opacity-40 disabled:hover:bg-transparent',
          size === 'small' ? 'size-6' : 'size-8',
          className,
        )}
        {...rest}
      >
        <Icon name={icon} size={size === 'small' ? 14 : 16} />
      </button>
    </Tooltip>
  );
}
