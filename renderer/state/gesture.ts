/** Edits that follow each other within so many milliseconds in the same field are one step of undo. */
const MERGE_MS = 1_000;

let startedAt: number | null = null;
let endedAt = 0;

/** The pointer goes down on something that is dragged to set a value: what follows in the same field is one step of undo until it goes up. */
export function beginGesture(): void {
  startedAt = Date.now();
}

/** The pointer is up again: the next edit is a step of its own. */
export function endGesture(): void {
  startedAt = null;
  endedAt = Date.now();
}

/** Whether an edit now goes on with one of the same field at the time `last`. */
export function goesOn(last: number, now = Date.now()): boolean {
  if (startedAt !== null) return last >= startedAt;
  return last > endedAt && now - last < MERGE_MS;
}
