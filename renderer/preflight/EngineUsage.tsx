import { useEffect, useState } from 'react';
import { formatBytes } from '#shared/graph/bytes';
import { formatPace } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { getHost } from '../session/host';
import { useRun } from '../state/run-store';

const EVERY_MS = 3_000;

/** What the engine holds now. It has its room, whether that is known or not. */
export function EngineMemory() {
  const t = useText();
  const memory = useEngineMemory();
  return (
    <span
      className="min-w-14 tabular-nums"
      title={t({ en: 'Memory that the engine holds now', ko: '엔진이 지금 쓰는 메모리' })}
      data-engine-memory={memory ?? undefined}
    >
      {memory !== null && formatBytes(memory)}
    </span>
  );
}

/** How fast it trains. It has its room, whether it trains or not. */
export function EnginePace() {
  const t = useText();
  const pace = useRun(({ run }) => (run.state === 'running' ? run.samplesPerSecond : null));
  if (pace === null) return <span className="w-32" />;
  return (
    <span className="w-32 text-right tabular-nums" data-pace>
      {t(formatPace(pace))}
    </span>
  );
}

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
