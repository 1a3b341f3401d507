import { clsx } from 'clsx';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { useProblems } from '../state/project-store';
import { ProblemCard } from './ProblemCard';
import { bySeverity, SEVERITIES } from './severity';
import { useHoverOpen } from './use-hover-open';

interface ProblemTipProps {
  /** The block or the wire whose problems are shown. */
  readonly place: string;
  readonly severity: Diagnostic['severity'];
  /** What the worst of them says, for screen readers. */
  readonly message: Localized;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A sign on the canvas that opens what is wrong there, with the buttons that repair it: when the pointer rests on it, on a click, and by
 * keyboard.
 */
export function ProblemTip({ place, severity, message, className, children }: ProblemTipProps) {
  const t = useText();
  const { isOpen, isHovered, set, pointer } = useHoverOpen();
  return (
    <Popover.Root open={isOpen} onOpenChange={set}>
      <Popover.Trigger asChild>
        <button
          type="button"
          aria-label={`${t(SEVERITIES[severity].label)}: ${t(message)}`}
          data-problem-sign={severity}
          className={clsx('nodrag nopan nokey shrink-0 rounded-sm', SEVERITIES[severity].text, className)}
          {...pointer}
          // The block under it is neither opened nor selected.
          onDoubleClick={(event) => event.stopPropagation()}
        >
          {children}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t({ en: 'Problems', ko: '문제' })}
          className="z-50 max-h-[min(28rem,var(--radix-popover-content-available-height))] w-96 max-w-[94vw] overflow-auto rounded-lg border border-line bg-panel p-1.5 text-ink shadow-2xl outline-none"
          onOpenAutoFocus={(event) => isHovered && event.preventDefault()}
          onCloseAutoFocus={(event) => isHovered && event.preventDefault()}
          {...pointer}
        >
          <ProblemsAt place={place} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function ProblemsAt({ place }: { place: string }) {
  const problems = bySeverity(useProblems()).filter(
    ({ nodeId, edgeId }) => nodeId === place || edgeId === place,
  );
  return (
    <ul className="flex flex-col gap-1.5">
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.edgeId} ${problem.param} ${problem.message.en}`}>
          <ProblemCard problem={problem} />
        </li>
      ))}
    </ul>
  );
}
