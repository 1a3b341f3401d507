import { type RefObject, useRef, useState } from 'react';

/** What is looked for in a list that is searched by typing, and the list, which shows its first hit again with every letter. */
export function useListSearch(): {
  readonly query: string;
  readonly search: (query: string) => void;
  readonly list: RefObject<HTMLDivElement | null>;
} {
  const [query, setQuery] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const search = (next: string) => {
    setQuery(next);
    // The best hit is the first. Before the frame is painted the list scrolls to what was chosen before.
    requestAnimationFrame(() => list.current?.scroll(0, 0));
  };
  return { query, search, list };
}
