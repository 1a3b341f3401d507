import { Fragment } from 'react';
import { runCommand } from '../../commands/run-command';
import { useText } from '../../i18n/use-text';
import { usesOf } from '../../state/composites';
import { useProject } from '../../state/project-store';
import { levelsOf } from '../../state/scope';
import { CommandButton } from '../../shell/CommandButton';
import { Icon } from '../../ui/Icon';
import { focusCanvas } from '../focus-canvas';
import { leaveTo, showRound } from './open-scope';

/** Which composite blocks are open, each inside the one before, and the way back; nothing while the whole drawing is shown. */
export function ScopeBar() {
  const isInside = useProject((state) => state.scope.length > 0);
  return isInside ? <Bar /> : null;
}

function Bar() {
  const t = useText();
  const scope = useProject((state) => state.scope);
  const graph = useProject((state) => state.project.graph);
  const project = useProject((state) => state.project.name);
  const levels = levelsOf(graph, scope);
  const open = levels.at(-1);
  if (!open) return null;
  const { composite, round, use } = open;
  const uses = usesOf(graph, composite.id);
  const repeat = use.composite?.repeat ?? 1;
  const leave = (count: number) => {
    leaveTo(count);
    focusCanvas();
  };
  return (
    <div
      data-scope-bar
      className="flex h-10 shrink-0 items-center gap-2 border-b border-line bg-panel px-2 text-sm"
    >
      <nav aria-label={t({ en: 'Open composite blocks', ko: '열린 합성 블록' })} className="min-w-0">
        <ol className="flex min-w-0 items-center gap-0.5">
          <Crumb name={project} icon="network" onClick={() => leave(0)} />
          {levels.map((level, i) => (
            <Fragment key={level.use.id}>
              <li aria-hidden className="shrink-0 text-muted">
                <Icon name="chevron-right" size={14} />
              </li>
              <Crumb
                name={level.use.name}
                icon="package"
                {...(i < levels.length - 1 && { onClick: () => leave(i + 1) })}
              />
            </Fragment>
          ))}
        </ol>
      </nav>
      {repeat > 1 && <Rounds repeat={repeat} round={round} />}
      <span className="min-w-0 flex-1 truncate text-right text-xs text-muted">
        {uses > 1 &&
          t({
            en: `${uses} blocks are made of it: all change.`,
            ko: `블록 ${uses}개가 같은 구성이라 모두 함께 바뀝니다.`,
          })}
      </span>
      <div className="flex shrink-0 items-center">
        <CommandButton id="edit.addPortIn" />
        <CommandButton id="edit.addPortOut" />
        <span className="mx-1 h-5 w-px bg-line" />
        <button
          type="button"
          className="flex h-7 items-center gap-1.5 rounded-md border border-line bg-raised px-2 text-xs whitespace-nowrap hover:bg-hover"
          onClick={() => runCommand('view.leaveComposite')}
        >
          <Icon name="corner-left-up" size={14} />
          {t({ en: 'Leave', ko: '나가기' })}
          <kbd className="font-sans text-muted">Esc</kbd>
        </button>
      </div>
    </div>
  );
}

interface CrumbProps {
  readonly name: string;
  readonly icon: string;
  /** Goes there; absent where one is. */
  readonly onClick?: () => void;
}

function Crumb({ name, icon, onClick }: CrumbProps) {
  const content = (
    <>
      <Icon name={icon} size={14} className="shrink-0 text-muted" />
      <span className="truncate">{name}</span>
    </>
  );
  return (
    <li className="min-w-0">
      {onClick ? (
        <button
          type="button"
          className="flex h-7 max-w-44 items-center gap-1.5 rounded-md px-1.5 hover:bg-hover"
          onClick={onClick}
        >
          {content}
        </button>
      ) : (
        <span aria-current="location" className="flex h-7 max-w-44 items-center gap-1.5 px-1.5 font-semibold">
          {content}
        </span>
      )}
    </li>
  );
}

/** Which repetition's shapes and pictures are shown. */
function Rounds({ repeat, round }: { repeat: number; round: number }) {
  const t = useText();
  return (
    <label className="flex shrink-0 items-center gap-1.5 text-xs text-muted">
      {t({ en: 'Repetition', ko: '반복' })}
      <select
        className="h-7 rounded-md border border-line bg-raised px-1 text-xs text-ink tabular-nums"
        value={round}
        onChange={({ target }) => showRound(Number(target.value))}
      >
        {Array.from({ length: repeat }, (_, i) => (
          <option key={i} value={i}>
            {t({ en: `${i + 1} of ${repeat}`, ko: `${repeat}회 중 ${i + 1}회째` })}
          </option>
        ))}
      </select>
    </label>
  );
}
