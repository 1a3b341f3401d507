import { commandOf, type CommandId } from '#shared/commands/table';
import { runCommand } from '../commands/run-command';
import { useKeysOf } from '../keys/show-keys';
import { useText } from '../i18n/use-text';
import { useProblemCounts } from '../problems/use-problem-counts';
import { isTraining, useRun } from '../state/run-store';
import { useSettings } from '../state/settings-store';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { Tooltip } from '../ui/Tooltip';
import { errorsFirst, mainAction } from './run-state';

/** Train, which becomes Pause and Resume; Stop; one step; one epoch. */
export function RunControls() {
  const state = useRun(({ run }) => run.state);
  const training = useRun(({ run }) => isTraining(run));
  const isReady = useRun(({ process }) => process.state === 'ready');
  const { error } = useProblemCounts();
  const canStart = isReady && !training && error === 0;
  return (
    <div className="flex shrink-0 items-center gap-0.5" data-tour="train">
      <MainButton />
      <CommandIcon id="train.stop" disabled={!isReady || (!training && state !== 'paused')} />
      <CommandIcon id="train.step" disabled={!canStart} />
      <CommandIcon id="train.epoch" disabled={!canStart} />
    </div>
  );
}

function MainButton() {
  const t = useText();
  const keysOf = useKeysOf();
  const state = useRun(({ run }) => run.state);
  const process = useRun((run) => run.process.state);
  const { error } = useProblemCounts();
  const { command, refusal } = mainAction(state, process, error);
  const { label, icon } = commandOf(command);
  const showProblems = () => {
    if (errorsFirst(error)) useSettings.getState().set({ dockTab: 'problems' });
  };
  return (
    <Tooltip text={t(refusal ?? label)} keys={refusal ? '' : keysOf(command)}>
      {/* Not `disabled`: the reason must be reachable, and a click leads to it. */}
      <Button
        tone="primary"
        icon={icon}
        className="mr-1.5 w-32 max-[62rem]:w-24 aria-disabled:cursor-default aria-disabled:opacity-45 aria-disabled:hover:bg-accent"
        aria-disabled={refusal !== null}
        onClick={() => (refusal ? showProblems() : runCommand(command))}
      >
        {t(label)}
      </Button>
    </Tooltip>
  );
}

function CommandIcon({ id, disabled }: { id: CommandId; disabled: boolean }) {
  const t = useText();
  const keysOf = useKeysOf();
  const { icon, label } = commandOf(id);
  return (
    <IconButton
      icon={icon}
      label={t(label)}
      hint={keysOf(id)}
      disabled={disabled}
      onClick={() => runCommand(id)}
    />
  );
}
