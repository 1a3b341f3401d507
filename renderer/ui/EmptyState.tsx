import type { ReactNode } from 'react';
import { Icon } from './Icon';

/** Says why nothing is shown and what to do next. */
export function EmptyState({
  icon,
  children,
  action,
}: {
  icon: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center text-sm text-muted">
      <Icon name={icon} size={24} />
      <p className="max-w-xs text-balance">{children}</p>
      {action}
    </div>
  );
}
