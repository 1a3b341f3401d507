import { runCommand } from '../commands/run-command';
import { useText } from '../i18n/use-text';
import { PreflightCard } from '../preflight/PreflightCard';
import { useProject } from '../state/project-store';
import { Button } from '../ui/Button';
import { CallbackList } from './CallbackList';
import { ClassWeightsField } from './ClassWeightsField';
import { ContinueRow } from './ContinueRow';
import { DeviceField } from './DeviceField';
import { isSuitedTraining, suitedTraining } from './edit-training';
import { LossField } from './LossField';
import { MetricList } from './MetricList';
import { OptimizerFields } from './OptimizerFields';
import { ScheduleFields } from './ScheduleFields';
import { SnapshotFields } from './SnapshotFields';
import { StepsNote } from './StepsNote';
import { TrainingField } from './TrainingField';

/** How the network is trained; every change is a step of undo. */
export function TrainingPanel() {
  const t = useText();
  return (
    <section aria-label={t({ en: 'Training', ko: '학습' })} className="flex h-full flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto px-3 py-2">
        <TrainingField name="epochs" />
        <TrainingField name="batchSize" />
        <TrainingField name="learningRate" />
        <FindRateButton />
        <ScheduleFields />
        <Divider />
        <OptimizerFields />
        <Divider />
        <LossField />
        <ClassWeightsField />
        <Divider />
        <MetricList />
        <CallbackList />
        <SnapshotFields />
        <Divider />
        <TrainingField name="validationSplit" />
        <StepsNote />
        <TrainingField name="shuffle" />
        <TrainingField name="seed" />
        <DeviceField />
        <PreflightCard />
        <SuitedButton />
      </div>
      <ContinueRow />
    </section>
  );
}

const Divider = () => <hr className="my-2 border-line" />;

function FindRateButton() {
  const t = useText();
  return (
    <div className="flex justify-end">
      <Button
        icon="chart-line"
        tone="quiet"
        className="h-6 px-2 text-xs"
        onClick={() => runCommand('train.findRate')}
      >
        {t({ en: 'Find a learning rate…', ko: '학습률 찾기…' })}
      </Button>
    </div>
  );
}

function SuitedButton() {
  const t = useText();
  const dataset = useProject((state) => state.project.data.dataset);
  const isSuited = useProject(({ project }) => isSuitedTraining(project.data.dataset, project.training));
  const use = () =>
    useProject
      .getState()
      .edit({ en: 'Use the defaults of the dataset', ko: '데이터셋에 맞는 기본값 사용' }, (project) => ({
        ...project,
        training: suitedTraining(dataset, project.training),
      }));
  return (
    <Button icon="rotate-ccw" className="my-2 w-full" disabled={isSuited} onClick={use}>
      {t({ en: 'Use the dataset’s defaults', ko: '데이터셋 기본값 사용' })}
    </Button>
  );
}
