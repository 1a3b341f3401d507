import { formatDuration } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { secondsLeft, type Task, useTasks } from '../state/tasks-store';
import { IconButton } from './IconButton';
import { ProgressBar } from './ProgressBar';
import { useNow } from './use-now';

/** What is over sooner than this would only flicker. */
const SHOWN_AFTER_MS = 400;
const EVERY_MS = 500;

/** The long action under way: what it is, how far, how long it will take, and the way to end it. Takes no room of its own where none is. */
export function TaskProgress() {
  const tasks = useTasks((state) => state.tasks);
  const now = useNow(tasks.length > 0, EVERY_MS, SHOWN_AFTER_MS + 10);
  const task = tasks.find(({ startedAt }) => now - startedAt >= SHOWN_AFTER_MS);
  return (
    <output
      className="flex min-w-0 flex-1 items-center justify-end gap-2 text-xs whitespace-nowrap text-muted"
      data-task={task ? 'shown' : 'none'}
    >
      {task && <UnderWay task={task} now={now} />}
    </output>
  );
}

function UnderWay({ task, now }: { task: Task; now: number }) {
  const t = useText();
  const label = t(task.label);
  const left = secondsLeft(task, now);
  return (
    <>
      <span className="min-w-0 truncate text-ink" title={label}>
        {label}
      </span>
      <ProgressBar label={label} share={task.share} className="w-24 shrink-0 max-[62rem]:w-12" />
      {/* Numbers that change are no news. */}
      <span aria-hidden className="w-18 shrink-0 tabular-nums max-[62rem]:hidden">
        {left === null
          ? formatDuration((now - task.startedAt) / 1000)
          : t({ en: `${formatDuration(left)} left`, ko: `${formatDuration(left)} 남음` })}
      </span>
      {task.cancel && (
        <IconButton
          icon="x"
          size="small"
          label={t({ en: `Cancel: ${label}`, ko: `취소: ${label}` })}
          disabled={task.isEnding}
          onClick={task.cancel}
        />
      )}
    </>
  );
}
