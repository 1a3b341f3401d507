import { FieldRow } from '../forms/FieldRow';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { useSettings } from '../state/settings-store';
import { useEngineAnswer } from './use-engine-answer';

const AUTO = 'auto';

/** Between how many threads the processor shares its work; about this machine, hence not in the project. */
export function ThreadsField() {
  const t = useText();
  const threads = useSettings((state) => state.threads);
  const set = useSettings((state) => state.set);
  const cores = useEngineAnswer('engine.threads')?.cores ?? threads ?? 1;
  const counts = Array.from({ length: cores }, (_, i) => String(i + 1));
  return (
    <FieldRow
      id="training-threads"
      label={t({ en: 'Processor threads', ko: '프로세서 스레드' })}
      help={t({
        en: 'How many of the processor’s cores train at once, from the next training on and for every project. Fewer leave more to other programs. Networks so small that a second core gains nothing use one.',
        ko: '학습에 동시에 쓸 프로세서 코어 수입니다. 다음 학습부터 모든 프로젝트에 적용됩니다. 줄이면 다른 프로그램이 쓸 코어가 늘어납니다. 두 번째 코어가 도움이 되지 않는 작은 신경망은 코어 하나만 씁니다.',
      })}
    >
      <SelectInput
        id="training-threads"
        value={threads === null ? AUTO : String(threads)}
        options={[
          { value: AUTO, label: t({ en: 'Automatic', ko: '자동' }) },
          ...counts.map((value) => ({ value, label: value })),
        ]}
        onChange={(next) => set({ threads: next === AUTO ? null : Number(next) })}
      />
    </FieldRow>
  );
}
