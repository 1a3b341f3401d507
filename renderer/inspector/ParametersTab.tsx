import { memo, useId, useState } from 'react';
import { completeParams, layerOf } from '#shared/compile/infer';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphNode, Params, ParamValue } from '#shared/graph/document';
import { matters, type ParamSpec, type ParamSpecs } from '#shared/graph/params';
import type { LayerDefinition } from '#shared/layers/definition';
import { sameItems } from '#shared/graph/same';
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
  /** Blocks that are edited all at once. */
  readonly nodes: readonly GraphNode[];
  /** Their layer; absent where they are of several types. */
  readonly layer?: LayerDefinition | undefined;
  /** The parameters that all of them have; absent: those of the layer. */
  readonly specs?: ParamSpecs;
}

/** From so many fields on, a form has a field to search it. */
const LONG_FORM = 8;

/** The form of a layer from its table, with what is wrong beside the field it belongs to. */
export function ParametersTab({ nodes, layer, specs: common = layer?.params ?? {} }: ParametersTabProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const [sought, setSought] = useState('');
  const ids = new Set(nodes.map(({ id }) => id));
  const problems = useProblems().filter(({ nodeId }) => nodeId !== undefined && ids.has(nodeId));
  const specs = Object.entries(common).filter(([, spec]) =>
    nodes.some((node) => matters(spec, paramsOf(node))),
  );
  const isLong = specs.length >= LONG_FORM;
  const isSearching = isLong && sought.trim() !== '';
  const found = isSearching ? specs.filter(([name, spec]) => fits(name, spec, sought)) : specs;
  const hasField = ({ param }: Diagnostic) => param !== undefined && Object.hasOwn(common, param);
  const onTop = problems.filter((problem) => !hasField(problem));
  const main = isSearching ? found : specs.filter(([, spec]) => !spec.advanced);
  const more = isSearching ? [] : specs.filter(([, spec]) => spec.advanced);
  // What is wrong is never hidden.
  const isShown = isOpen || problems.some(({ param }) => more.some(([name]) => name === param));
  const fields = (rows: readonly (readonly [string, ParamSpec])[]) =>
    rows.map(([name, spec]) => (
      <Field
        key={`${nodes.map(({ id }) => id).join(' ')} ${name}`}
        {...{ nodes, name, spec }}
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
        {isLong && <SearchField value={sought} onChange={setSought} isEmpty={found.length === 0} />}
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
        {!isSearching && <BlockToggles nodes={nodes} />}
      </div>
      {nodes.length === 1 && layer?.category === 'output' && (
        <Section title={t({ en: 'Prediction', ko: '예측' })}>
          <PredictionView />
        </Section>
      )}
      {nodes.length === 1 && layer && <BlockNumbers node={nodes[0]!} layer={layer} />}
    </div>
  );
}

/** The parameters of a block, with the defaults of those it does not have. */
const paramsOf = (node: GraphNode): Params => {
  const layer = layerOf(node);
  return layer ? completeParams(layer, node.params) : node.params;
};

/** `kernelSize` → `kernel_size`. */
const kerasName = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Whether a parameter's label, in either language, or its Keras name has all of the words. */
function fits(name: string, { label }: ParamSpec, sought: string): boolean {
  const text = `${label.en} ${label.ko} ${name} ${kerasName(name)}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isEmpty: boolean;
}

function SearchField({ value, onChange, isEmpty }: SearchFieldProps) {
  const t = useText();
  return (
    <div className="py-1">
      <input
        type="search"
        className="h-8 w-full rounded-md border border-line bg-raised px-2 text-sm"
        aria-label={t({ en: 'Search the parameters', ko: '설정 검색' })}
        placeholder={t({ en: 'Search the parameters', ko: '설정 검색' })}
        value={value}
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onChange('');
        }}
      />
      {isEmpty && (
        <output className="block pt-2 text-xs text-muted">
          {t({ en: 'No parameter is named like this.', ko: '이런 이름의 설정이 없습니다.' })}
        </output>
      )}
    </div>
  );
}

interface FieldProps {
  readonly nodes: readonly GraphNode[];
  readonly name: string;
  readonly spec: ParamSpec;
  readonly problems: readonly Diagnostic[];
}

/** One field. While another one is typed in, it stays as it is. */
const Field = memo(
  FieldOf,
  (before, now) =>
    before.spec === now.spec &&
    sameItems(before.problems, now.problems) &&
    before.nodes.length === now.nodes.length &&
    before.nodes.every((node, i) => sameIn(now.name, node, now.nodes[i]!)),
);

const sameIn = (name: string, a: GraphNode, b: GraphNode): boolean =>
  a === b ||
  (a.id === b.id &&
    a.name === b.name &&
    a.type === b.type &&
    isSame(paramsOf(a)[name], paramsOf(b)[name] ?? null));

function FieldOf({ nodes, name, spec, problems }: FieldProps) {
  const t = useText();
  const id = useId();
  const values = nodes.map((node) => paramsOf(node)[name] ?? null);
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
        isResettable={nodes.every((node) => isSame(layerOf(node)?.params[name]?.default, spec.default))}
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

const isSame = (a: ParamValue | undefined, b: ParamValue): boolean => JSON.stringify(a) === JSON.stringify(b);
