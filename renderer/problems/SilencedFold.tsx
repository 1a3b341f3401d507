import { useState } from 'react';
import type { SilencedRemark } from '#shared/compile/silence';
import type { Localized } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { bringBack, keyOf } from './silence-actions';

/** The remarks that are not shown, folded away, each with a button that brings it back. */
export function SilencedFold({ remarks }: { remarks: readonly SilencedRemark[] }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  if (remarks.length === 0) return null;
  return (
    <div className="px-2 pb-2">
      <button
        type="button"
        aria-expanded={isOpen}
        className="flex h-8 items-center gap-1 rounded-md px-1 text-sm text-muted hover:text-ink"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={14} />
        {t({ en: `Silenced (${remarks.length})`, ko: `숨긴 알림 (${remarks.length})` })}
      </button>
      {isOpen && (
        <ul aria-label={t({ en: 'Silenced remarks', ko: '숨긴 알림' })} className="flex flex-col gap-1">
          {remarks.map((remark) => (
            <Silenced key={keyOf(remark)} remark={remark} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Silenced({ remark }: { remark: SilencedRemark }) {
  const t = useText();
  const { problem, by } = remark;
  const name = useProject(({ project }) => project.graph.nodes.find(({ id }) => id === problem.nodeId)?.name);
  const where: Localized =
    by === null
      ? { en: 'In the whole project', ko: '프로젝트 전체' }
      : { en: `For ${name ?? 'a block'}`, ko: `${name ?? '블록'}에서` };
  return (
    <li
      data-silenced={problem.code}
      className="flex items-start gap-2.5 rounded-md border border-line p-2 text-sm text-muted"
    >
      <Icon name="eye-off" className="mt-0.5 shrink-0" />
      <span className="min-w-0 flex-1">
        {t(problem.message)} <span className="text-xs whitespace-nowrap">· {t(where)}</span>
      </span>
      <Button icon="eye" className="h-7 px-2 text-xs" onClick={() => bringBack(remark)}>
        {t({ en: 'Show again', ko: '다시 보이기' })}
      </Button>
    </li>
  );
}
