import { useMemo } from 'react';
import { projectMetrics } from '#shared/compile/heads';
import type { ParamSpec, ParamSpecs } from '#shared/graph/params';
import { PROBE } from '#shared/train/probe';
import { probeKeras } from '#shared/train/probe-code';
import { CALLBACKS } from '#shared/train/callbacks';
import { monitorNames } from '#shared/train/metric-names';
import { useInference, useProject } from '../state/project-store';
import { ChoiceList, type ChoiceRow } from './ChoiceList';

/** What goes on after every epoch: stopping early, lowering the rate, saving. */
export function CallbackList() {
  const metrics = useProject((state) => state.project.training.metrics);
  const graph = useProject((state) => state.project.graph);
  const callbacks = useProject((state) => state.project.training.callbacks);
  const { nodes } = useInference();
  const isValidated = useProject((state) => state.project.training.validationSplit > 0);
  const table = useMemo(() => {
    const used = (key: string) =>
      callbacks.map(({ params }) => params[key]).filter((name) => typeof name === 'string');
    const weights = [...nodes.values()].flatMap((node) => node.weights.map(({ name }) => name));
    return tableWith({
      monitor: [...monitorNames(projectMetrics(graph, metrics), isValidated), ...used('monitor')],
      weight: [...weights, ...used('weight')],
    });
  }, [graph, metrics, callbacks, isValidated, nodes]);
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

/** The callbacks, with what can be watched, and the weights that there are, as lists to choose from. */
const tableWith = (names: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, ChoiceRow>> =>
  Object.fromEntries(
    Object.entries(CALLBACKS).map(([type, { label, summary, params }]) => {
      const listed = Object.entries(params).map(([name, spec]) => [
        name,
        names[name] ? chosen(spec, names[name]) : spec,
      ]);
      const kerasOf = type === PROBE ? { kerasOf: probeKeras } : {};
      return [type, { label, summary, params: Object.fromEntries(listed) as ParamSpecs, ...kerasOf }];
    }),
  );

function chosen(spec: ParamSpec, names: readonly string[]): ParamSpec {
  const usual = String(spec.default);
  const options = [...new Set([...names, usual])].map((value) => ({ value }));
  const { label, help, when } = spec;
  return { kind: 'choice', default: usual, options, label, help, ...(when && { when }) };
}
