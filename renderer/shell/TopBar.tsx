import { memo, useDeferredValue } from 'react';
import type { CommandId } from '#shared/commands/table';
import type { Localized } from '#shared/graph/diagnostic';
import { runCommand } from '../commands/run-command';
import { useKeysOf } from '../keys/show-keys';
import { HistoryButton } from '../history/HistoryButton';
import { useText } from '../i18n/use-text';
import { isDirty, useProject } from '../state/project-store';
import { useSettings } from '../state/settings-store';
import { RunControls } from '../training/RunControls';
import { RunProgress } from '../training/RunProgress';
import { IconButton } from '../ui/IconButton';
import { Tooltip } from '../ui/Tooltip';
import { CommandButton } from './CommandButton';
import { MainMenu } from './MainMenu';
import { ProjectName } from './ProjectName';

/** Project, history, training, and how the window looks. */
export function TopBar() {
  const t = useText();
  const keysOf = useKeysOf();
  return (
    <header
      data-region="top"
      className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-panel px-2"
    >
      <MainMenu />
      <ProjectName />
      <UnsavedMark />
      <span className="mx-1 h-5 w-px bg-line" />
      <UndoButtons />
      <HistoryButton />
      <div className="flex min-w-0 flex-1 items-center justify-center gap-3 px-2">
        <RunControls />
        <RunProgress />
      </div>
      {/* In a narrow window these are in the menu alone. */}
      <span className="contents max-[62rem]:hidden">
        <CommandButton id="file.examples" />
        <CommandButton id="view.palette" />
      </span>
      <Tooltip text={t({ en: 'English or Korean', ko: '한국어 또는 영어' })} keys={keysOf('view.language')}>
        <LanguageSwitch />
      </Tooltip>
      <span className="contents max-[62rem]:hidden">
        <ThemeSwitch />
      </span>
    </header>
  );
}

function UnsavedMark() {
  const t = useText();
  const dirty = useProject(isDirty);
  return (
    <span
      className="w-18 shrink-0 overflow-hidden text-xs whitespace-nowrap text-muted max-[62rem]:w-3"
      aria-live="polite"
    >
      {dirty && t({ en: '● unsaved', ko: '● 저장 전' })}
    </span>
  );
}

function UndoButtons() {
  const t = useText();
  const labelOf = (steps: readonly { readonly label: Localized }[]) => {
    const step = steps.at(-1);
    return step && t(step.label);
  };
  // What was edited goes before.
  const undo = useDeferredValue(useProject(({ past }) => labelOf(past)));
  const redo = useDeferredValue(useProject(({ future }) => labelOf(future)));
  return (
    <>
      <StepButton id="edit.undo" icon="undo-2" name={t({ en: 'Undo', ko: '실행 취소' })} step={undo} />
      <StepButton id="edit.redo" icon="redo-2" name={t({ en: 'Redo', ko: '다시 실행' })} step={redo} />
    </>
  );
}

interface StepButtonProps {
  readonly id: CommandId;
  readonly icon: string;
  readonly name: string;
  /** What it would undo or do again; undefined where there is nothing. */
  readonly step: string | undefined;
}

const StepButton = memo(function StepButton({ id, icon, name, step }: StepButtonProps) {
  const keysOf = useKeysOf();
  return (
    <IconButton
      icon={icon}
      label={step === undefined ? name : `${name}: ${step}`}
      hint={keysOf(id)}
      disabled={step === undefined}
      onClick={() => runCommand(id)}
    />
  );
});

const LanguageSwitch = (props: object) => {
  const language = useSettings((state) => state.language);
  return (
    <button
      type="button"
      className="h-8 w-14 shrink-0 rounded-md text-sm hover:bg-hover"
      aria-label={language === 'en' ? 'EN/한: 한국어로 바꾸기' : 'EN/한: Switch to English'}
      onClick={() => runCommand('view.language')}
      {...props}
    >
      <span className={language === 'en' ? 'font-semibold' : 'text-muted'}>EN</span>
      <span className="text-muted">/</span>
      <span className={language === 'ko' ? 'font-semibold' : 'text-muted'}>한</span>
    </button>
  );
};

function ThemeSwitch() {
  const t = useText();
  const keysOf = useKeysOf();
  const theme = useSettings((state) => state.theme);
  return (
    <IconButton
      icon={theme === 'dark' ? 'sun' : 'moon'}
      label={
        theme === 'dark'
          ? t({ en: 'Light theme', ko: '밝은 테마' })
          : t({ en: 'Dark theme', ko: '어두운 테마' })
      }
      hint={keysOf('view.theme')}
      onClick={() => runCommand('view.theme')}
    />
  );
}
