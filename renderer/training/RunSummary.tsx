import { type ReactNode, useState } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import { formatCount } from '#shared/graph/count';
import { formatDuration, formatNumber } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { isTraining, useRun } from '../state/run-store';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { copyText } from '../ui/copy-text';
import { endNotes, endText } from './end-text';
import { formatMetric, metricLabel } from './metric-labels';
import { measureTest } from './measure-test';
import { useTestResult } from './test-result';

/** The latest run in numbers: test results, time, pace, memory, where its weights are. */
export function RunSummary() {
  const t = useText();
  const run = useRun((state) => state.run);
  const latest = useRun((state) => state.end);
  const hasProblem = useRun((state) => state.problem?.severity === 'error');
  const problem = useRun((state) => state.problem?.message);
  const seconds = useRun(({ curves }) => secondsOf(curves.epochs));
  // An earlier end says nothing of what runs now.
  const end = isTraining(run) || run.state === 'paused' ? null : latest;
  const dash = (value: string | null | undefined) => value ?? '–';
  const msPerStep = end?.msPerStep ?? run.msPerStep;
  const pace = end?.samplesPerSecond ?? run.samplesPerSecond;
  return (
    <div className="text-sm">
      <h3 className="font-semibold">{t({ en: 'Latest run', ko: '최근 실행' })}</h3>
      <p className="pb-2 text-muted">{t(endText(run, end))}</p>
      {end?.reason === 'failed' && hasProblem && problem && <p className="pb-2 text-danger">{t(problem)}</p>}
      <TestResult />
      {end &&
        endNotes(end).map((note) => (
          <p key={note.en} className="pt-1 text-xs text-muted" data-result="note">
            {t(note)}
          </p>
        ))}
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 tabular-nums">
        <Row label={{ en: 'Training time', ko: '학습 시간' }}>
          {seconds < 10 ? `${formatNumber(seconds)} s` : formatDuration(seconds)}
        </Row>
        <Row label={{ en: 'Time per step', ko: '스텝당 시간' }}>
          {dash(msPerStep === null ? null : `${formatNumber(msPerStep)} ms`)}
        </Row>
        <Row label={{ en: 'Samples per second', ko: '초당 샘플' }}>
          {dash(pace === null ? null : formatCount(Math.round(pace)))}
        </Row>
        <Row label={{ en: 'Device', ko: '장치' }}>{dash((end?.device ?? run.device)?.toUpperCase())}</Row>
        <Row label={{ en: 'Peak memory', ko: '최대 메모리' }}>
          {dash(end && `${formatCount(Math.round(end.peakRssMb))} MB`)}
        </Row>
      </dl>
      {end?.checkpoint && (
        <PathRow
          label={{ en: 'Checkpoint folder', ko: '체크포인트 폴더' }}
          path={end.checkpoint}
          id="checkpoint"
        />
      )}
      {end?.files?.map(({ callback, path }) => (
        <PathRow
          key={path}
          label={FILES[callback] ?? { en: callback, ko: callback }}
          path={path}
          id={callback}
        />
      ))}
    </div>
  );
}

/** Time spent in the steps of complete epochs. */
const secondsOf = (epochs: readonly { readonly seconds: number }[]): number =>
  epochs.reduce((sum, { seconds }) => sum + seconds, 0);

function Row({ label, children }: { label: Localized; children: ReactNode }) {
  const t = useText();
  return (
    <>
      <dt className="text-muted">{t(label)}</dt>
      <dd className="text-right">{children}</dd>
    </>
  );
}

/** The test data, after all epochs of itself, else when asked for. */
function TestResult() {
  const t = useText();
  const isBusy = useRun(({ run }) => isTraining(run));
  const isReady = useRun(({ process }) => process.state === 'ready');
  const result = useTestResult();
  const [isMeasuring, setMeasuring] = useState(false);
  const measure = async () => {
    setMeasuring(true);
    await measureTest();
    setMeasuring(false);
  };
  if (!result) {
    return (
      <Button icon="chart-line" disabled={isBusy || !isReady || isMeasuring} onClick={() => void measure()}>
        {t({ en: 'Measure on the test data', ko: '테스트 데이터로 측정' })}
      </Button>
    );
  }
  return (
    <dl className="grid grid-cols-2 gap-2">
      {Object.entries(result.metrics).map(([name, value]) => (
        <BigNumber key={name} label={onTest(metricLabel(name))} id={`test-${name}`}>
          {formatMetric(name, value)}
        </BigNumber>
      ))}
      <BigNumber label={{ en: 'Test loss', ko: '테스트 손실' }} id="test-loss">
        {formatNumber(result.loss, 4)}
      </BigNumber>
    </dl>
  );
}

const onTest = ({ en, ko }: Localized): Localized => ({
  en: /^[A-Z][a-z]/.test(en) ? `Test ${en.charAt(0).toLowerCase()}${en.slice(1)}` : `Test ${en}`,
  ko: `테스트 ${ko}`,
});

function BigNumber({ label, id, children }: { label: Localized; id: string; children: ReactNode }) {
  const t = useText();
  return (
    <div className="rounded-md bg-accent-soft px-2 py-1">
      <dt className="text-xs text-muted">{t(label)}</dt>
      <dd className="text-lg font-semibold tabular-nums" data-result={id}>
        {children}
      </dd>
    </div>
  );
}

const FILES: Readonly<Record<string, Localized>> = {
  CSVLogger: { en: 'Table of the epochs', ko: '에포크 표' },
  ModelCheckpoint: { en: 'Checkpoint of a callback', ko: '콜백이 저장한 체크포인트' },
};

/** A path, to be copied. */
function PathRow({ label, path, id }: { label: Localized; path: string; id: string }) {
  const t = useText();
  return (
    <div className="mt-1">
      <div className="flex items-center justify-between text-muted">
        {t(label)}
        <IconButton
          icon="copy"
          size="small"
          label={t({ en: `Copy the path: ${label.en}`, ko: `경로 복사: ${label.ko}` })}
          onClick={() => void copyText(path, label)}
        />
      </div>
      <p className="text-xs break-all" data-result={id}>
        {path}
      </p>
    </div>
  );
}
