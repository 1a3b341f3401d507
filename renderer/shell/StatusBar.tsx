import { useEffect, useState } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import { formatCount } from '#shared/graph/count';
import { runCommand } from '../commands/run-command';
import { formatAgo } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { EngineMemory, EnginePace } from '../preflight/EngineUsage';
import { PreflightButton } from '../preflight/PreflightButton';
import { usePreflight } from '../preflight/preflight-store';
import { useAutosave } from '../session/autosave';
import { useInference, useProject } from '../state/project-store';
import { useRun } from '../state/run-store';
import { Icon } from '../ui/Icon';
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
  return (
    <footer
      data-region="status"
      className="flex h-7 shrink-0 items-center gap-4 border-t border-line bg-panel px-3 text-xs whitespace-nowrap text-muted"
    >
      <span className="flex min-w-28 items-center gap-1.5">
        <span className={`size-2 rounded-full ${process.tone}`} />
        {t(process.label)}
      </span>
      <Device />
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

/** Where it trains, or was measured; a click leads to where that is chosen. */
function Device() {
  const t = useText();
  const trainedOn = useRun((state) => state.run.device);
  const measuredOn = usePreflight((state) => state.report?.device);
  const chosen = useProject((state) => state.project.training.device);
  const device = trainedOn || measuredOn || (chosen === 'auto' ? null : chosen);
  return (
    <button
      type="button"
      className="-mx-1 flex min-w-10 items-center gap-0.5 rounded px-1 hover:bg-hover hover:text-ink max-[62rem]:hidden"
      aria-label={t({
        en: `Device: ${device ?? 'automatic'}. Choose another`,
        ko: `장치: ${device ?? '자동'}. 다른 장치 고르기`,
      })}
      onClick={() => runCommand('train.device')}
    >
      {device?.toUpperCase() ?? t({ en: 'Auto', ko: '자동' })}
      <Icon name="chevron-down" size={12} />
    </button>
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
