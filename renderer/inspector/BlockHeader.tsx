import { useId, useState } from 'react';
import type { NodeInference } from '#shared/compile/inference';
import type { GraphNode } from '#shared/graph/document';
import { formatShape } from '#shared/graph/shape';
import { formatCount } from '#shared/graph/count';
import { looksOf } from '../canvas/block-data';
import { checkName } from '../canvas/block-name';
import { useText } from '../i18n/use-text';
import { useGraph } from '../state/project-store';
import { Icon } from '../ui/Icon';
import { WhyNumber } from '../why/WhyNumber';
import { renameBlock } from './edit-block';

interface BlockHeaderProps {
  readonly node: GraphNode;
  /** What it is, each thing said once. */
  readonly kinds: readonly string[];
  readonly inferred: NodeInference | undefined;
}

/** Name, type, output shape and parameter count; each number can say where it comes from. */
export function BlockHeader({ node, kinds, inferred }: BlockHeaderProps) {
  const t = useText();
  const { icon, color } = looksOf(node);
  const { shape, params = 0, trainableParams = 0 } = inferred ?? {};
  const words = new Set([
    ...kinds,
    ...(node.bypassed ? [t({ en: 'bypassed', ko: '건너뜀' })] : []),
    ...(node.trainable ? [] : [t({ en: 'frozen', ko: '고정됨' })]),
  ]);
  return (
    <header
      className="shrink-0 border-b border-line px-3 pt-3 pb-2"
      style={{ borderTop: `3px solid ${color}` }}
    >
      <div className="flex items-start gap-2.5">
        <span
          className="mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-md text-white"
          style={{ backgroundColor: color }}
        >
          <Icon name={icon} size={18} />
        </span>
        <div className="min-w-0 flex-1">
          <NameField node={node} />
          <p className="px-1 text-xs text-muted">{[...words].join(' · ')}</p>
        </div>
      </div>
      <dl className="mt-2 grid grid-cols-2 gap-x-3 text-xs text-muted">
        <dt>{t({ en: 'Output shape', ko: '출력 모양' })}</dt>
        <dt>{t({ en: 'Parameters', ko: '파라미터' })}</dt>
        <dd>
          <WhyNumber quantity="shape" nodeId={node.id} className="text-sm text-ink">
            {shape ? formatShape(shape) : '—'}
          </WhyNumber>
        </dd>
        <dd>
          <WhyNumber quantity="params" nodeId={node.id} className="text-sm text-ink">
            {shape ? formatCount(params) : '—'}
          </WhyNumber>
          {params !== trainableParams && (
            <span className="ml-1">
              {t({
                en: `(${formatCount(trainableParams)} trainable)`,
                ko: `(학습 가능 ${formatCount(trainableParams)})`,
              })}
            </span>
          )}
        </dd>
      </dl>
    </header>
  );
}

/** The name as a field: taken over with Enter or when it is left, given up with Escape. */
function NameField({ node }: { node: GraphNode }) {
  const t = useText();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const graph = useGraph();
  const problem = draft === null ? null : checkName(graph, node.id, draft.trim());
  const finish = () => {
    if (draft !== null && !problem) renameBlock(node, draft.trim());
    setDraft(null);
  };
  return (
    <>
      <input
        type="text"
        aria-label={t({ en: 'Name of the block', ko: '블록 이름' })}
        aria-invalid={problem !== null}
        aria-describedby={problem ? id : undefined}
        className="h-7 w-full min-w-0 rounded border border-transparent bg-transparent px-1 text-base font-semibold hover:border-line focus:border-line aria-invalid:border-danger"
        value={draft ?? node.name}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => setDraft(target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !problem) event.currentTarget.blur();
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setDraft(null);
        }}
      />
      {problem && (
        <p id={id} role="alert" className="px-1 text-xs text-danger">
          {t(problem.message)}
        </p>
      )}
    </>
  );
}
