import { SCHEDULES } from '#shared/train/schedules';
import { FieldRow } from '../forms/FieldRow';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { ChoiceParams } from './ChoiceParams';
import { editTraining } from './edit-training';
import { SettingProblems } from './SettingProblems';

const LABEL = { en: 'Schedule', ko: '학습률 일정' };
const OPTIONS = Object.entries(SCHEDULES).map(([value, { label }]) => ({ value, label }));
const NONE = '';

/** How the learning rate follows the steps, with the parameters of that. */
export function ScheduleFields() {
  const t = useText();
  const schedule = useProject((state) => state.project.training.schedule);
  const definition = schedule ? SCHEDULES[schedule.type] : undefined;
  const options = [{ value: NONE, label: t({ en: 'None (constant)', ko: '없음 (일정하게)' }) }, ...OPTIONS];
  const isKnown = !schedule || definition !== undefined;
  return (
    <>
      <FieldRow
        id="training-schedule"
        label={t(LABEL)}
        help={t({
          en: 'Changes the learning rate from step to step, beginning with the one above. Large steps first and small ones later often end in a better place.',
          ko: '위의 학습률에서 시작해 스텝마다 학습률을 바꿉니다. 처음에는 크게, 나중에는 작게 움직이면 더 좋은 곳에서 끝날 때가 많습니다.',
        })}
      >
        <SelectInput
          id="training-schedule"
          value={schedule?.type ?? NONE}
          options={isKnown ? options : [...options, { value: schedule.type, label: schedule.type }]}
          onChange={(type) => editTraining(LABEL, { schedule: type === NONE ? null : { type, params: {} } })}
        />
      </FieldRow>
      {definition && (
        <div className="text-xs text-muted">
          <p>{t(definition.summary)}</p>
          <p className="mt-0.5 font-mono">{definition.formula}</p>
        </div>
      )}
      <SettingProblems name="schedule" />
      {schedule && definition && (
        <ChoiceParams
          id="schedule"
          specs={definition.params}
          params={schedule.params}
          onParam={(label, name, value) =>
            editTraining(label, { schedule: { ...schedule, params: { ...schedule.params, [name]: value } } })
          }
        />
      )}
    </>
  );
}
