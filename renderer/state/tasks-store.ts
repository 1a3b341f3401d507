import { create } from 'zustand';
import type { Localized } from '#shared/graph/diagnostic';

/** Something that takes a while, which one can watch and mostly end. */
export interface Task {
  readonly id: number;
  readonly label: Localized;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** How much is done, 0 … 1; null while that is not known. */
  readonly share: number | null;
  /** Ends the work itself, not only the waiting for it; null where nothing can. */
  readonly cancel: (() => void) | null;
  /** It was cancelled and comes to its end. */
  readonly isEnding: boolean;
}

/** What the work tells of itself. */
export interface Progress {
  /** So many of `total` are done. */
  made(done: number, total: number): void;
}

interface TasksStore {
  /** Under way, in the order in which they began. */
  readonly tasks: readonly Task[];
}

/** The long actions under way. */
export const useTasks = create<TasksStore>()(() => ({ tasks: [] }));

let counter = 0;

function change(id: number, changed: Partial<Task>): void {
  useTasks.setState(({ tasks }) => ({
    tasks: tasks.map((task) => (task.id === id ? { ...task, ...changed } : task)),
  }));
}

/** Does `work` in sight of the user, with `cancel` as the way to end it; resolves and rejects as it does. */
export async function runTask<T>(
  label: Localized,
  work: (progress: Progress) => Promise<T>,
  cancel?: () => unknown,
): Promise<T> {
  const id = ++counter;
  const end = () => {
    change(id, { isEnding: true });
    cancel?.();
  };
  const task: Task = {
    id,
    label,
    startedAt: Date.now(),
    share: null,
    cancel: cancel ? end : null,
    isEnding: false,
  };
  useTasks.setState(({ tasks }) => ({ tasks: [...tasks, task] }));
  try {
    return await work({
      made: (done, total) => change(id, { share: total > 0 ? Math.min(1, done / total) : null }),
    });
  } finally {
    useTasks.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== id) }));
  }
}

/** Before this share is done, the pace says too little. */
const TELLING_SHARE = 0.02;

/** Seconds that are left at the pace so far; null while nobody can know. */
export function secondsLeft(
  { startedAt, share }: Pick<Task, 'startedAt' | 'share'>,
  now: number,
): number | null {
  if (share === null || share < TELLING_SHARE) return null;
  return (((now - startedAt) / 1000) * (1 - share)) / share;
}
