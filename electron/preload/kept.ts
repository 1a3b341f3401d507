/**
 * Values for one listener; those that come before it wait for it. It hears the first in a turn of its own, so that whoever is told of them
 * in the end has that long to listen.
 */
export function kept<T>() {
  const waiting: T[] = [];
  let listener: ((value: T) => void) | undefined;
  return {
    give(value: T): void {
      if (listener) listener(value);
      else waiting.push(value);
    },
    listen(next: (value: T) => void): void {
      setTimeout(() => {
        listener = next;
        for (const value of waiting.splice(0)) next(value);
      });
    },
  };
}
