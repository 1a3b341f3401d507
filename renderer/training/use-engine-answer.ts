import { useEffect, useState } from 'react';
import type { ApiInput, ApiOutput } from '#shared/protocol/api';
import { getHost } from '../session/host';
import { useRun } from '../state/run-store';

/** Calls that need nothing. */
type Question = 'engine.devices' | 'engine.threads';

/** What the engine answers, asked whenever one has started; null until then. */
export function useEngineAnswer<N extends Question>(name: N): ApiOutput<N> | null {
  const [answer, setAnswer] = useState<ApiOutput<N> | null>(null);
  const isReady = useRun(({ process }) => process.state === 'ready');
  useEffect(() => {
    if (!isReady) return undefined;
    let isGone = false;
    getHost()
      .client.call(name, {} as ApiInput<N>)
      .then((found) => {
        if (!isGone) setAnswer(found);
      })
      // An engine that has ended says so itself.
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [name, isReady]);
  return answer;
}
