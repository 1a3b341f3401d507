import { useEffect, useState } from 'react';

/** The time in milliseconds since 1970, every `everyMs`, first after `firstMs`; it stands still while `isRunning` is false. */
export function useNow(isRunning: boolean, everyMs: number, firstMs = everyMs): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const tick = () => setNow(Date.now());
    const first = setTimeout(tick, firstMs);
    const timer = setInterval(tick, everyMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [isRunning, everyMs, firstMs]);
  return now;
}
