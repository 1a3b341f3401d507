import { create } from 'zustand';
import type { Localized } from '#shared/graph/diagnostic';

/** Something that happened. */
export interface LogEntry {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly tone: 'info' | 'error';
  readonly text: Localized | string;
  /** In small print, for whoever looks further. */
  readonly detail?: string;
}

/** Older ones are forgotten. */
const MOST = 500;

/** What happened in this window, oldest first. */
export const useLog = create<{ readonly entries: readonly LogEntry[] }>()(() => ({ entries: [] }));

let counter = 0;

/** Adds what happens now. */
export function log(entry: Pick<LogEntry, 'text' | 'detail'> & Partial<Pick<LogEntry, 'tone'>>): void {
  const now: LogEntry = { tone: 'info', ...entry, id: ++counter, at: Date.now() };
  useLog.setState(({ entries }) => ({ entries: [...entries.slice(1 - MOST), now] }));
}
