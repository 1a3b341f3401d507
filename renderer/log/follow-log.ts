import { type Localized, problemDetail, problemText } from '#shared/graph/diagnostic';
import type { EventPayload } from '#shared/protocol/api';
import { isTraining, useRun } from '../state/run-store';
import { useUi } from '../state/ui-store';
import { endNotes, endText } from '../training/end-text';
import { cellText, epochColumns } from '../training/epoch-table';
import { log } from './log-store';

/** Epochs of a small network last milliseconds: not each of them is worth a line. */
const REST_MS = 1_000;

type Run = ReturnType<typeof useRun.getState>;
type Ui = ReturnType<typeof useUi.getState>;

/** Writes down from now on what the engine does and what the window says. */
export function followLog(): void {
  useUi.subscribe(followWords);
  useRun.subscribe(createRunFollower());
}

/** Words that go away by themselves, and notices. */
function followWords({ toasts, notice }: Ui, before: Ui): void {
  if (toasts !== before.toasts)
    for (const { id, text, tone, detail } of toasts)
      if (!before.toasts.some((toast) => toast.id === id))
        log({ text, tone, ...(detail !== undefined && { detail }) });
  if (notice !== null && notice !== before.notice) log({ text: notice });
}

function createRunFollower(): (now: Run, before: Run) => void {
  let epochs = 0;
  let toldAt = -Infinity;
  const followEpochs = ({ curves }: Run, before: Run) => {
    // Of a run that was under way before this page, or from which one goes on, the epochs are no news.
    if (curves !== before.curves) epochs = curves.epochs.length;
    if (curves.epochs.length <= epochs) return;
    epochs = curves.epochs.length;
    if (performance.now() - toldAt < REST_MS) return;
    toldAt = performance.now();
    log({ text: epochText(curves.epochs.at(-1)!) });
  };
  return (now, before) => {
    if (now.process !== before.process) followProcess(now.process);
    if (now.run !== before.run) followState(now, before);
    followEpochs(now, before);
    const isSameRun = now.curves === before.curves;
    if (isSameRun && now.end !== null && now.end !== before.end) {
      const tone = now.end.reason === 'failed' ? 'error' : 'info';
      log({ text: endText({ ...now.run, state: 'idle' }, now.end), tone });
      for (const text of endNotes(now.end)) log({ text });
    }
    for (const problem of [now.problem, now.deviceNote])
      if (problem && problem !== before.problem && problem !== before.deviceNote)
        log({
          text: problemText(problem),
          tone: problem.severity === 'error' ? 'error' : 'info',
          detail: problemDetail(problem),
        });
  };
}

const READY: Localized = { en: 'The training engine is ready.', ko: '학습 엔진이 준비되었습니다.' };

function followProcess({ state, message }: EventPayload<'engine.process'>): void {
  if (state === 'ready') log({ text: READY });
  else if (message) log({ text: message, tone: 'error' });
}

function followState({ run }: Run, { run: before }: Run): void {
  if (isTraining(run) && !isTraining(before))
    log({
      text:
        before.state === 'paused'
          ? { en: 'Training goes on.', ko: '학습을 계속합니다.' }
          : { en: 'Training begins.', ko: '학습을 시작합니다.' },
    });
  if (run.state === 'paused' && before.state !== 'paused') log({ text: endText(run, null) });
}

/** `Epoch 3 · Loss 0.187 · Accuracy 94.3 %` */
function epochText(epoch: EventPayload<'run.epoch'>): Localized {
  const columns = epochColumns([epoch]);
  const inLanguage = (language: keyof Localized) =>
    columns.map((column) => `${column.label[language]} ${cellText(column, epoch)}`).join(' · ');
  return { en: inLanguage('en'), ko: inLanguage('ko') };
}
