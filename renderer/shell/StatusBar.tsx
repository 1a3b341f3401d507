import { useEffect, useState } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import { formatCount } from '#shared/graph/count';
import { formatAgo } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { EngineMemory, EnginePace } from '../preflight/EngineUsage';
import { PreflightButton } from '../preflight/PreflightButton';
import { usePreflight } from '../preflight/preflight-store';
import { useAutosave } from '../session/autosave';
import { useInference } from '../state/project-store';
import { useRun } from '../state/run-store';
import { TaskProgress } from '../ui/TaskProgress';

const PROCESS: Readonly<Record<string, { readonly label: Localized; readonly tone: string }>> = {
  starting: { label: { en: 'Engine starting', ko: '엔진 시작 중' }, tone: 'bg-warning' },
  ready: { label: { en: 'Engine ready', ko: '엔진 준비됨' }, tone: 'bg-ok' },
  crashed: { label: { en: 'Engine ended', ko: '엔진 종료됨' }, tone: 'bg-danger' },
  stopped: { label: { en: 'Not connected', ko: '연결 끊김' }, tone: 'bg-danger' },
};

/** Engine, device, its memory and pace, size of the network, what training will take, what takes a while, and when unsaved work was kept. */
export function StatusBar() {
  const t = useText();
  const process = useRun((state) => PROCESS[state.process.state]!);
  const trainedOn = useRun((state) => state.run.device);
  const measuredOn = usePreflight((state) => state.report?.device);
  const device = trainedOn || measuredOn;
  return (
    <footer
      data-region="status"
      className="flex h-7 shrink-0 items-center gap-4 border-t border-line bg-panel px-3 text-xs whitespace-nowrap text-muted"
    >
      <span className="flex min-w-28 items-center gap-1.5">
        <span className={`size-2 rounded-full ${process.tone}`} />
        {t(process.label)}
      </span>
      <span className="min-w-8 max-[62rem]:hidden">{device?.toUpperCase()}</span>
      <EngineMemory />
      <NetworkSize />
      {/* The last one at the left, since its length changes. */}
      <PreflightButton />
      <TaskProgress />
      <span className="contents max-[62rem]:hidden">
        <EnginePace />
      </span>
      <Autosaved />
    </footer>
  );
}

function NetworkSize() {
  const t = useText();
  const { params, trainableParams } = useInference();
  return (
    <span className="tabular-nums max-[62rem]:hidden">
      {t({
        en: `${formatCount(params)} parameters, ${formatCount(trainableParams)} trainable`,
        ko: `파라미터 ${formatCount(params)}개, 학습 가능 ${formatCount(trainableParams)}개`,
      })}
    </span>
  );
}

function Autosaved() {
  const t = useText();
  const keptAt = useAutosave((state) => state.keptAt);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (keptAt === null) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [keptAt]);
  if (keptAt === null) return <span className="w-32 shrink-0 max-[62rem]:hidden" />;
  const seconds = Math.max(0, Math.round((now - keptAt) / 1000));
  const ago = seconds < 60 ? { en: `${seconds} s ago`, ko: `${seconds}초 전` } : formatAgo(now - keptAt);
  return (
    <span className="shrink-0 tabular-nums">
      {t({ en: `autosaved ${ago.en}`, ko: `자동 저장: ${ago.ko}` })}
    </span>
  );
}
