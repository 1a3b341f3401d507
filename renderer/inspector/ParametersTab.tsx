import { useId, useState } from 'react';
import { completeParams } from '#shared/compile/infer';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphNode, ParamValue } from '#shared/graph/document';
import { matters, type ParamSpec } from '#shared/graph/params';
import type { LayerDefinition } from '#shared/layers/definition';
import { useText } from '../i18n/use-text';
import { ParamField } from '../forms/ParamField';
import { applyRepair } from '../problems/apply-repair';
import { ProblemCard } from '../problems/ProblemCard';
import { useProblems } from '../state/project-store';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { PredictionView } from '../views/PredictionView';
import { BlockNumbers } from './BlockNumbers';
import { BlockToggles } from './BlockToggles';
import { changeParam } from './edit-block';
import { Section } from './Section';

interface ParametersTabProps {
  /** Blocks of one type, edited all at once. */
  readonly nodes: readonly GraphNode[];
  readonly layer: LayerDefinition;
}

/** The form of a layer from its table, with what is wrong beside the field it belongs to. */
export function ParametersTab({ nodes, layer }: ParametersTabProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const ids = new Set(nodes.map(({ id }) => id));
  const problems = useProblems().filter(({ nodeId }) => nodeId !== undefined && ids.has(nodeId));
  const specs = Object.entries(layer.params).filter(([, spec]) =>
    nodes.some(({ params }) => matters(spec, completeParams(layer, params))),
  );
  const hasField = ({ param }: Diagnostic) => param !== undefined && Object.hasOwn(layer.params, param);
  const onTop = problems.filter((problem) => !hasField(problem));
  const main = specs.filter(([, spec]) => !spec.advanced);
  const more = specs.filter(([, spec]) => spec.advanced);
  // What is wrong is never hidden.
  const isShown = isOpen || problems.some(({ param }) => more.some(([name]) => name === param));
  const fields = (rows: readonly (readonly [string, ParamSpec])[]) =>
    rows.map(([name, spec]) => (
      <Field
        key={`${nodes.map(({ id }) => id).join(' ')} ${name}`}
        {...{ nodes, layer, name, spec }}
        problems={problems.filter(({ param }) => param === name)}
      />
    ));
  return (
    <div className="flex flex-col">
      {onTop.length > 0 && (
        <div className="flex flex-col gap-1.5 px-3 pt-3">
          {onTop.map((problem) => (
            <ProblemCard key={`${problem.code} ${problem.nodeId} ${problem.message.en}`} problem={problem} />
          ))}
        </div>
      )}
      <div className="px-3 py-2">
        {fields(main)}
        {more.length > 0 && (
          <>
            <button
              type="button"
              aria-expanded={isShown}
              className="flex h-8 w-full items-center gap-1 text-sm text-muted hover:text-ink"
              onClick={() => setOpen(!isShown)}
            >
              <Icon name={isShown ? 'chevron-down' : 'chevron-right'} size={14} />
              {t({ en: 'More', ko: '더 보기' })}
            </button>
            {isShown && fields(more)}
          </>
        )}
        <BlockToggles nodes={nodes} layer={layer} />
      </div>
      {nodes.length === 1 && layer.category === 'output' && (
        <Section title={t({ en: 'Prediction', ko: '예측' })}>
          <PredictionView />
        </Section>
      )}
      {nodes.length === 1 && <BlockNumbers node={nodes[0]!} layer={layer} />}
    </div>
  );
}

interface FieldProps extends ParametersTabProps {
  readonly name: string;
  readonly spec: ParamSpec;
  readonly problems: readonly Diagnostic[];
}

function Field({ nodes, layer, name, spec, problems }: FieldProps) {
  const t = useText();
  const id = useId();
  const values = nodes.map(({ params }) => completeParams(layer, params)[name] ?? null);
  const error = problems.find(({ severity }) => severity === 'error');
  const others = problems.filter((problem) => problem !== error);
  const fix = error?.fix && (
    <div className="mt-1 flex justify-end">
      <Button icon="wrench" className="h-7 px-2 text-xs" onClick={() => applyRepair(error)}>
        {t(error.fix.label)}
      </Button>
    </div>
  );
  return (
    <>
      <ParamField
        id={id}
        spec={spec}
        value={values[0]!}
        isMixed={values.some((value) => !isSame(value, values[0]!))}
        onChange={(value) => changeParam(nodes, name, spec, value)}
        problem={error && t(error.message)}
        fix={fix}
      />
      {others.map((problem) => (
        <div key={`${problem.code} ${problem.nodeId}`} className="py-1">
          <ProblemCard problem={problem} />
        </div>
      ))}
    </>
  );
}

const isSame = (a: ParamValue, b: ParamValue): boolean => JSON.stringify(a) === JSON.stringify(b);
