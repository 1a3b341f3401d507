import { FieldRow } from '../forms/FieldRow';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { ProblemCard } from '../problems/ProblemCard';
import { useProject } from '../state/project-store';
import { useRun } from '../state/run-store';
import { editTraining } from './edit-training';
import { DEVICE_FIELD } from './show-device';
import { SettingProblems } from './SettingProblems';
import { ThreadsField } from './ThreadsField';
import { useEngineAnswer } from './use-engine-answer';

const LABEL = { en: 'Device', ko: '장치' };

/** Where training runs. Devices that cannot be used here are named with the reason. */
export function DeviceField() {
  const t = useText();
  const device = useProject((state) => state.project.training.device);
  const answer = useEngineAnswer('engine.devices');
  const devices = answer ?? [];
  const usable = devices.filter((each) => each.usable);
  const options = [
    { value: 'auto', label: t({ en: 'Automatic', ko: '자동' }) },
    ...usable.map(({ name, label }) => ({ value: name, label: t(label) })),
  ];
  const isKnown = options.some(({ value }) => value === device);
  return (
    <>
      <FieldRow
        id={DEVICE_FIELD}
        label={t(LABEL)}
        help={t({
          en: 'Automatic takes the fastest device of this machine that is known to compute right.',
          ko: '자동이면 이 컴퓨터에서 결과가 확인된 장치 가운데 가장 빠른 것을 씁니다.',
        })}
      >
        <SelectInput
          id={DEVICE_FIELD}
          value={device}
          options={isKnown ? options : [...options, { value: device, label: device }]}
          onChange={(next) => editTraining(LABEL, { device: next })}
        />
      </FieldRow>
      <SettingProblems name="device" />
      <EngineWords device={device} />
      {!answer && (
        <p className="text-xs text-muted">
          {t({ en: 'The devices of this machine are being tried…', ko: '이 컴퓨터의 장치를 확인하는 중…' })}
        </p>
      )}
      {usable.length < devices.length && (
        <details className="text-xs wrap-anywhere text-muted">
          <summary className="cursor-pointer">
            {t({ en: 'Not usable here', ko: '여기서 쓸 수 없는 장치' })}
          </summary>
          <ul className="mt-1 flex flex-col gap-1">
            {devices
              .filter((each) => !each.usable)
              .map(({ name, label, reason }) => (
                <li key={name}>
                  <span className="text-ink">{t(label)}</span>: {reason && t(reason)}
                </li>
              ))}
          </ul>
        </details>
      )}
      <ThreadsField />
    </>
  );
}

/** Why the device of the last training could not be used, or which one `auto` has taken. */
function EngineWords({ device }: { device: string }) {
  const problem = useRun((state) => state.problem);
  const note = useRun((state) => state.deviceNote);
  if (problem?.param === 'device' && problem.received === device) return <ProblemCard problem={problem} />;
  return device === 'auto' && note ? <ProblemCard problem={note} /> : null;
}
