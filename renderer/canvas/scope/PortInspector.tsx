import { useId, useState } from 'react';
import type { GraphNode } from '#shared/graph/document';
import { formatShape } from '#shared/graph/shape';
import { CATEGORIES } from '#shared/layers/categories';
import { runCommand } from '../../commands/run-command';
import { useText } from '../../i18n/use-text';
import { renameBlock } from '../../inspector/edit-block';
import { Section } from '../../inspector/Section';
import { portSide } from '../../state/port-blocks';
import { useGraph, useNodeInference, useProject } from '../../state/project-store';
import { levelsOf } from '../../state/scope';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { checkName } from '../block-name';
import { wiresAtPort } from './wires-at-port';

/** A port of the open composite block: its name, what comes through it, and how often it is wired outside. */
export function PortInspector({ node }: { node: GraphNode }) {
  const t = useText();
  const side = portSide(node) ?? 'in';
  const { icon, color } = CATEGORIES[side === 'in' ? 'input' : 'output'];
  const shape = useNodeInference(node.id)?.shape;
  const outside = useProject(({ project, scope }) => {
    const { composite } = levelsOf(project.graph, scope).at(-1) ?? {};
    return composite ? wiresAtPort(project.graph, composite.id, side, node.name) : 0;
  });
  return (
    <div className="h-full overflow-auto">
      <header className="border-b border-line p-3" style={{ borderTop: `3px solid ${color}` }}>
        <div className="flex items-start gap-2.5">
          <span
            className="mt-0.5 flex size-8 shrink-0 items-center justify-center rounded-md text-white"
            style={{ backgroundColor: color }}
          >
            <Icon name={icon} size={18} />
          </span>
          <div className="min-w-0 flex-1">
            <PortName node={node} />
            <p className="px-1 text-xs text-muted">
              {side === 'in'
                ? t({ en: 'Input of the composite block', ko: '합성 블록의 입력 포트' })
                : t({ en: 'Output of the composite block', ko: '합성 블록의 출력 포트' })}
            </p>
          </div>
        </div>
        <p className="mt-2 px-1 text-sm tabular-nums">
          <span className="text-xs text-muted">{t({ en: 'Shape', ko: '모양' })} </span>
          {shape ? formatShape(shape) : '—'}
        </p>
      </header>
      <Section title={t({ en: 'Outside', ko: '블록 밖' })}>
        <p className="text-xs text-muted">
          {outside === 0
            ? t({ en: 'No wire leads here from outside yet.', ko: '아직 밖에서 이어진 연결선이 없습니다.' })
            : t({
                en: `${outside} ${outside === 1 ? 'wire hangs on it outside. It goes' : 'wires hang on it outside. They go'} when the port is removed.`,
                ko: `밖에서 연결선 ${outside}개가 이어져 있습니다. 포트를 지우면 함께 사라집니다.`,
              })}
        </p>
        <Button className="mt-2" icon="trash-2" onClick={() => runCommand('edit.delete')}>
          {t({ en: 'Remove the port', ko: '포트 삭제' })}
        </Button>
      </Section>
    </div>
  );
}

/** Taken over with Enter or when the field is left, given up with Escape. */
function PortName({ node }: { node: GraphNode }) {
  const t = useText();
  const id = useId();
  const graph = useGraph();
  const [draft, setDraft] = useState<string | null>(null);
  const problem = draft === null ? null : checkName(graph, node.id, draft.trim());
  return (
    <>
      <input
        type="text"
        aria-label={t({ en: 'Name of the port', ko: '포트 이름' })}
        aria-invalid={problem !== null}
        aria-describedby={problem ? id : undefined}
        className="h-7 w-full min-w-0 rounded border border-transparent bg-transparent px-1 text-base font-semibold hover:border-line focus:border-line aria-invalid:border-danger"
        value={draft ?? node.name}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => setDraft(target.value)}
        onBlur={() => {
          if (draft !== null && !problem) renameBlock(node, draft.trim());
          setDraft(null);
        }}
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
