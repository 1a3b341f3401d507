import { create } from 'zustand';

interface FindState {
  readonly isOpen: boolean;
  /** Raised when the search is asked for again while it is open. */
  readonly asked: number;
  /** Stays for the next time. */
  readonly query: string;
  /** Blocks, frames and notes that were found; null while nothing is searched for. */
  readonly found: ReadonlySet<string> | null;
  /** The one of them that is looked at. */
  readonly current: string | null;
}

/** The search over the drawing. */
export const useFind = create<FindState>()(() => ({
  isOpen: false,
  asked: 0,
  query: '',
  found: null,
  current: null,
}));

/** Opens the search, or gives its field the keys again. */
export const openFind = (): void => useFind.setState(({ asked }) => ({ isOpen: true, asked: asked + 1 }));

export const closeFind = (): void => useFind.setState({ isOpen: false, found: null, current: null });

export type FindMark = 'none' | 'found' | 'current' | 'other';

/** How the search marks a block, frame or note. */
export const useFindMark = (id: string): FindMark =>
  useFind(({ found, current }) => {
    if (found === null) return 'none';
    if (current === id) return 'current';
    return found.has(id) ? 'found' : 'other';
  });

/** Rings around what was found; the rest steps back. */
export const FIND_LOOKS: Readonly<Record<FindMark, string>> = {
  none: '',
  found: 'ring-3 ring-warning',
  current: 'ring-4 ring-accent outline-4 outline-offset-4 outline-accent/35',
  other: 'opacity-30',
};
