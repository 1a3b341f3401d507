import { useEffect, useId, useState } from 'react';
import { problemDetail, problemText } from '#shared/graph/diagnostic';
import type { WeightReport, WeightRun } from '#shared/protocol/weights';
import { formatCount } from '#shared/graph/count';
import { SelectInput } from '../forms/SelectInput';
import { Switch } from '../forms/Switch';
import { formatAgo } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { useProblemCounts } from '../problems/use-problem-counts';
import { isTraining, useRun } from '../state/run-store';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { ProblemDetail } from '../ui/ProblemDetail';
import { Segments } from '../ui/Segments';
import { countWeights } from './report';
import { chooseFile, choosePlace, leaveWeights, listRuns, matchBy, takeWeights } from './weights-actions';
import { useWeights } from './weights-store';
import { WeightTable } from './WeightTable';

/** Takes weights from another run or a file: what fits is shown before anything is changed. */
export function WeightsDialog() {
  const t = useText();
  const report = useWeights((state) => state.report);
  useEffect(() => {
    void listRuns();
    return leaveWeights;
  }, []);
  return (
    <Dialog
      title={t({ en: 'Take weights from a run or a file', ko: '다른 실행이나 파일의 가중치 가져오기' })}
      width="w-[60rem]"
      onClose={() => useUi.getState().open(null)}
    >
      <p className="pb-3 text-sm text-muted">
        {t({
          en: 'Checkpoints of this app, and safetensors files with the names of Keras or PyTorch. Weights fit where layer, name and shape are the same; PyTorch’s are turned into Keras’s order.',
          ko: '이 앱의 체크포인트와, Keras나 PyTorch의 이름을 쓰는 safetensors 파일을 읽습니다. 층과 이름, 모양이 같은 가중치를 가져오며, PyTorch의 가중치는 Keras의 순서로 바꿉니다.',
        })}
      </p>
      <Place />
      <Problem />
      {report && (
        <>
          <Summary report={report} />
          <WeightTable report={report} />
          <Unused names={report.unused} />
          <Actions report={report} />
        </>
      )}
    </Dialog>
  );
}

function Place() {
  const t = useText();
  const id = useId();
  const runs = useWeights((state) => state.runs);
  const place = useWeights((state) => state.place);
  const [now] = useState(() => Date.now());
  const isFile = place !== null && !runs?.some(({ folder }) => folder === place.path);
  const runName = ({ folder, name, epoch, savedAt }: WeightRun) => {
    const kept = /[/\\](best|last)$/.exec(folder)?.[1];
    const ago = formatAgo(now - savedAt);
    return t({
      en: `${name} · epoch ${epoch}${kept ? ` (${kept})` : ''} · ${ago.en}`,
      ko: `${name} · 에포크 ${epoch}${kept ? ` (${kept})` : ''} · ${ago.ko}`,
    });
  };
  const options = [
    { value: '', label: t(runs?.length === 0 ? NO_RUNS : CHOOSE_RUN) },
    ...(isFile ? [{ value: place.path, label: place.title }] : []),
    ...(runs ?? []).map((run) => ({ value: run.folder, label: runName(run) })),
  ];
  return (
    <div className="flex items-center gap-2 pb-2 text-sm">
      <label htmlFor={id} className="whitespace-nowrap">
        {t({ en: 'From', ko: '가져올 곳' })}
      </label>
      <div className="min-w-0 flex-1">
        <SelectInput
          id={id}
          value={place?.path ?? ''}
          options={options}
          onChange={(path) => {
            const run = runs?.find(({ folder }) => folder === path);
            if (run) void choosePlace({ path, title: run.name });
          }}
        />
      </div>
      <Button icon="folder-open" onClick={() => void chooseFile()}>
        {t({ en: 'Choose a file…', ko: '파일 선택…' })}
      </Button>
    </div>
  );
}

const CHOOSE_RUN = { en: 'Choose a run…', ko: '실행을 선택하세요…' };
const NO_RUNS = { en: 'No earlier runs', ko: '이전 실행이 없습니다' };

function Problem() {
  const t = useText();
  const problem = useWeights((state) => state.problem);
  if (!problem) return null;
  return (
    <div role="alert" className="mb-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
      {t(problemText(problem))}
      <ProblemDetail detail={problemDetail(problem)} />
    </div>
  );
}

function Summary({ report }: { readonly report: WeightReport }) {
  const t = useText();
  const by = useWeights((state) => state.by);
  const { all, taken, numbers, takenNumbers } = countWeights(report);
  return (
    <div className="flex items-center justify-between gap-3 pb-2">
      <output className="text-sm">
        {t({
          en: `${taken} of ${all} weights fit (${formatCount(takenNumbers)} of ${formatCount(numbers)} parameters).`,
          ko: `가중치 ${all}개 중 ${taken}개가 맞습니다(파라미터 ${formatCount(numbers)}개 중 ${formatCount(takenNumbers)}개).`,
        })}
      </output>
      <div className="flex items-center gap-2 text-xs text-muted">
        {t({ en: 'Match layers by', ko: '층을 맞추는 기준' })}
        <Segments
          label={t({ en: 'Match layers by', ko: '층을 맞추는 기준' })}
          options={[
            { id: 'name', label: t({ en: 'Name', ko: '이름' }) },
            { id: 'order', label: t({ en: 'Order', ko: '순서' }) },
          ]}
          value={by}
          onChange={(next) => void matchBy(next)}
        />
      </div>
    </div>
  );
}

function Unused({ names }: { readonly names: readonly string[] }) {
  const t = useText();
  if (names.length === 0) return null;
  return (
    <details className="pt-2 text-xs text-muted">
      <summary className="cursor-pointer">
        {t({
          en: `${names.length} ${names.length === 1 ? 'tensor' : 'tensors'} of the file not used`,
          ko: `쓰지 않은 파일의 텐서 ${names.length}개`,
        })}
      </summary>
      <p className="max-h-20 overflow-auto pt-1 break-all">{names.join(', ')}</p>
    </details>
  );
}

function Actions({ report }: { readonly report: WeightReport }) {
  const t = useText();
  const id = useId();
  const freezes = useWeights((state) => state.freezes);
  const isBusy = useWeights((state) => state.isBusy);
  const isRunning = useRun(({ run }) => isTraining(run));
  const { error } = useProblemCounts();
  const isAllowed = !isBusy && !isRunning && error === 0 && countWeights(report).taken > 0;
  return (
    <div className="flex flex-wrap items-center justify-end gap-3 pt-3">
      <div className="flex min-w-0 flex-1 items-center gap-2 text-sm">
        <Switch id={id} value={freezes} onChange={(value) => useWeights.getState().set({ freezes: value })} />
        <label htmlFor={id}>
          {t({ en: 'Freeze the layers that fit whole', ko: '모든 가중치를 가져온 층은 고정' })}
        </label>
      </div>
      {isRunning && (
        <p className="text-xs text-warning">
          {t({ en: 'Pause the training first.', ko: '먼저 학습을 일시정지하세요.' })}
        </p>
      )}
      <Button disabled={!isAllowed} onClick={() => void takeWeights(false)}>
        {t({ en: 'Take the weights', ko: '가중치 가져오기' })}
      </Button>
      <Button tone="primary" icon="play" disabled={!isAllowed} onClick={() => void takeWeights(true)}>
        {t({ en: 'Take and train', ko: '가져와서 학습' })}
      </Button>
    </div>
  );
}
