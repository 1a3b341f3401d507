import { clsx } from 'clsx';
import { Fragment, useState } from 'react';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { useText } from '../i18n/use-text';
import { renameBlock } from '../inspector/edit-block';
import { currentGraph } from '../state/project-store';
import { useUi } from '../state/ui-store';
import { splitNumber } from '../ui/cut-name';
import { checkName } from './block-name';
import { focusCanvas } from './focus-canvas';

/** A block's name; while it is renamed, a field. */
export function BlockName({ nodeId, name }: { nodeId: string; name: string }) {
  const isRenaming = useUi((state) => state.renaming === nodeId);
  if (isRenaming) return <NameField nodeId={nodeId} name={name} />;
  const [stem, end] = splitNumber(name);
  return (
    <span
      data-block-name
      className={clsx(
        'flex min-w-0 flex-1 whitespace-nowrap group-data-[distance=far]/canvas:block group-data-[distance=far]/canvas:wrap-anywhere group-data-[distance=far]/canvas:whitespace-normal [&_wbr]:hidden group-data-[distance=far]/canvas:[&_wbr]:inline',
        name.length > 28 && 'group-data-[distance=far]/canvas:line-clamp-3',
      )}
      title={name}
    >
      <span className={clsx(CUTS.filter(({ over }) => name.length > over).map(({ cut }) => cut))}>
        <BrokenName name={stem} />
      </span>
      {end !== '' && (
        <span className="shrink-0">
          <wbr />
          {end}
        </span>
      )}
    </span>
  );
}

/** How names of more than so many characters are cut off. Only such, for what cuts them is kept apart by the browser in every frame. */
const CUTS = [
  { over: 12, cut: 'group-data-[distance=middle]/canvas:truncate' },
  { over: 16, cut: 'group-data-[distance=near]/canvas:truncate' },
] as const;

/** A name that may be broken behind its underscores. */
const BrokenName = ({ name }: { name: string }) =>
  name.split(/(?<=_)/).map((part, i) => (
    <Fragment key={`${i} ${part}`}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));

const selectText = (field: HTMLInputElement | null) => field?.select();

function NameField({ nodeId, name }: { nodeId: string; name: string }) {
  const t = useText();
  const [problem, setProblem] = useState<Diagnostic | null>(null);
  const close = () => useUi.getState().rename(null);
  const check = (text: string) => (text === name ? null : checkName(currentGraph(), nodeId, text));
  /** Takes the name; false where it cannot be. */
  const take = (text: string): boolean => {
    const refusal = check(text);
    setProblem(refusal);
    if (refusal) return false;
    if (text !== name) renameBlock({ id: nodeId, name }, text);
    close();
    return true;
  };
  return (
    <>
      <input
        ref={selectText}
        type="text"
        defaultValue={name}
        aria-label={t({ en: `New name of ${name}`, ko: `${name}의 새 이름` })}
        aria-invalid={problem !== null}
        spellCheck={false}
        autoComplete="off"
        className={`nodrag nopan nokey h-6 min-w-0 flex-1 rounded border bg-panel px-1 ${problem ? 'border-danger' : 'border-accent'}`}
        onChange={({ target }) => setProblem(check(target.value.trim()))}
        onBlur={({ target }) => {
          const isOpen = useUi.getState().renaming === nodeId;
          if (isOpen && !take(target.value.trim())) close();
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter' && take(event.currentTarget.value.trim())) focusCanvas();
          if (event.key === 'Escape') {
            close();
            focusCanvas();
          }
        }}
      />
      {problem && (
        <span
          role="alert"
          className="absolute top-8 left-2 z-10 mt-1 w-56 rounded-md bg-danger-soft px-2 py-1 text-xs font-normal text-danger shadow"
        >
          {t(problem.message)}
        </span>
      )}
    </>
  );
}
