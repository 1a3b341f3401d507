import type { ReactNode } from 'react';

/** A part of the inspector under its heading. */
export function Section({
  title,
  trailing,
  children,
}: {
  title: string;
  trailing?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="border-t border-line px-3 py-2.5">
      <div className="mb-1.5 flex min-h-6 items-center gap-2">
        <h3 className="flex-1 text-xs font-semibold text-muted">{title}</h3>
        {trailing}
      </div>
      {children}
    </section>
  );
}
