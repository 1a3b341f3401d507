/** Values for one listener; those that come before it wait for it. */
export function kept<T>() {
  const waiting: T[] = [];
  let listener: ((value: T) => void) | undefined;
  return {
    give(value: T): void {
      if (listener) listener(value);
      else waiting.push(value);
    },
    listen(next: (value: T) => void): void {
      listener = next;
      for (const value of waiting.splice(0)) next(value);
    },
  };
}
