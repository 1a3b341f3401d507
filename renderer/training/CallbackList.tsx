import { useMemo } from 'react';
import type { ParamSpec } from '#shared/graph/params';
import { CALLBACKS } from '#shared/train/callbacks';
import { monitorNames } from '#shared/train/metric-names';
import { useProject } from '../state/project-store';
import { ChoiceList, type ChoiceRow } from './ChoiceList';

/** What goes on after every epoch: stopping early, lowering the rate, saving. */
export function CallbackList() {
  const metrics = useProject((state) => state.project.training.metrics);
  const callbacks = useProject((state) => state.project.training.callbacks);
  const isValidated = useProject((state) => state.project.training.validationSplit > 0);
  const table = useMemo(() => {
    const used = callbacks.map(({ params }) => params['monitor']).filter((name) => typeof name === 'string');
    return tableWith([...monitorNames(metrics, isValidated), ...used]);
  }, [metrics, callbacks, isValidated]);
  return (
    <ChoiceList
      name="callbacks"
      label={{ en: 'Callbacks', ko: '콜백' }}
      help={{
        en: 'What is done after every epoch, from the top down: stop early, lower the learning rate, save.',
        ko: '에포크가 끝날 때마다 위에서부터 차례로 할 일입니다. 조기 종료, 학습률 낮추기, 저장 등이 있습니다.',
      }}
      table={table}
    />
  );
}

/** The callbacks, with the quantities that can be watched as a list to choose from. */
const tableWith = (names: readonly string[]): Readonly<Record<string, ChoiceRow>> =>
  Object.fromEntries(
    Object.entries(CALLBACKS).map(([type, { label, summary, params }]) => {
      const monitor = params['monitor'];
      return [
        type,
        { label, summary, params: monitor ? { ...params, monitor: chosen(monitor, names) } : params },
      ];
    }),
  );

function chosen(spec: ParamSpec, names: readonly string[]): ParamSpec {
  const usual = String(spec.default);
  const options = [...new Set([...names, usual])].map((value) => ({ value }));
  return { kind: 'choice', default: usual, options, label: spec.label, help: spec.help };
}
