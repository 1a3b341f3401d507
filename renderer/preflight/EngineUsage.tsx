import { useEffect, useState } from 'react';
import { formatBytes } from '#shared/graph/bytes';
import { useText } from '../i18n/use-text';
import { getHost } from '../session/host';
import { useRun } from '../state/run-store';

const EVERY_MS = 3_000;

/** What the engine holds now, and how fast it trains. */
export function EngineUsage() {
  const t = useText();
  const memory = useEngineMemory();
  const pace = useRun(({ run }) => (run.state === 'running' ? run.samplesPerSecond : null));
  return (
    <>
      {pace !== null && (
        <span className="tabular-nums" data-pace>
          {t({
            en: `${formatPace(pace)} samples/s`,
            ko: `초당 샘플 ${formatPace(pace)}개`,
          })}
        </span>
      )}
      {memory !== null && (
        <span
          className="tabular-nums"
          title={t({ en: 'Memory that the engine holds now', ko: '엔진이 지금 쓰는 메모리' })}
          data-engine-memory={memory}
        >
          {formatBytes(memory)}
        </span>
      )}
    </>
  );
}

/** Three digits that count: more would only flicker. */
const formatPace = (pace: number): string => Number(pace.toPrecision(3)).toLocaleString('en-US');

/** Bytes, asked now and then while the page is seen; null without an engine. */
function useEngineMemory(): number | null {
  const isReady = useRun(({ process }) => process.state === 'ready');
  const [memory, setMemory] = useState<number | null>(null);
  useEffect(() => {
    if (!isReady) return undefined;
    let isGone = false;
    const ask = () => {
      if (document.hidden) return;
      getHost()
        .client.call('engine.usage', {})
        .then((usage) => {
          if (!isGone) setMemory(usage.memory);
        })
        // An engine that has ended says so itself.
        .catch(() => undefined);
    };
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [isReady]);
  return isReady ? memory : null;
}
