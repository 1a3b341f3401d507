import type { ReactNode } from 'react';
import { completeParams } from '#shared/compile/infer';
import type { NodeInference } from '#shared/compile/inference';
import type { GraphNode } from '#shared/graph/document';
import { matters, type ParamSpec } from '#shared/graph/params';
import type { LayerDefinition } from '#shared/layers/definition';
import { torchCode } from '#shared/layers/torch-weights';
import { writeValue } from '../forms/number-text';
import { useText } from '../i18n/use-text';
import { Formula } from '../why/Formula';
import { CodeBlock } from './CodeBlock';
import { Section } from './Section';
import { WorkedExampleView } from './WorkedExampleView';

interface HelpTabProps {
  readonly node: GraphNode;
  readonly layer: LayerDefinition;
  readonly inferred: NodeInference | undefined;
}

/** What the layer does, its formula, when to use it, an example computed by hand, its parameters, and this very block as code. */
export function HelpTab({ node, layer, inferred }: HelpTabProps) {
  const t = useText();
  const { summary, description, formulaTex, whenToUse, example, worked } = layer.docs;
  return (
    <div className="text-sm">
      <div className="flex flex-col gap-2 px-3 py-3">
        <p className="font-medium">{t(summary)}</p>
        <p>{t(description)}</p>
      </div>
      <Section title={t({ en: 'Formula', ko: '식' })}>
        {formulaTex.map(({ tex, about }) => (
          <div key={tex} className="py-1 text-xs">
            {about && <p className="mb-1 text-muted">{t(about)}</p>}
            <Formula isBlock tex={tex} />
          </div>
        ))}
      </Section>
      <Section title={t({ en: 'When to use it', ko: '쓰는 때' })}>
        <p>{t(whenToUse)}</p>
      </Section>
      <Section title={t({ en: 'Example', ko: '예' })}>
        <p>{t(example)}</p>
      </Section>
      {worked && (
        <Section title={t({ en: 'By hand', ko: '손으로 계산하기' })}>
          <WorkedExampleView layer={layer} example={worked} />
        </Section>
      )}
      {Object.keys(layer.params).length > 0 && (
        <Section title={t({ en: 'Parameters', ko: '설정' })}>
          <dl className="flex flex-col gap-2">
            {Object.entries(layer.params)
              .filter(([, spec]) => matters(spec, completeParams(layer, node.params)))
              .map(([name, spec]) => (
                <ParamHelp key={name} spec={spec} />
              ))}
          </dl>
        </Section>
      )}
      <BlockCode {...{ node, layer, inferred }} />
    </div>
  );
}

function ParamHelp({ spec }: { spec: ParamSpec }) {
  const t = useText();
  return (
    <div>
      <dt className="flex items-baseline justify-between gap-2">
        <span className="font-medium">{t(spec.label)}</span>
        <span className="text-xs text-muted">
          {t({ en: 'default', ko: '기본값' })} <span className="font-mono">{defaultText(spec, t)}</span>
        </span>
      </dt>
      <dd className="text-muted">{t(spec.help)}</dd>
    </div>
  );
}

function defaultText(spec: ParamSpec, t: ReturnType<typeof useText>): ReactNode {
  if (spec.default === null && 'nullLabel' in spec && spec.nullLabel) return t(spec.nullLabel);
  return writeValue(spec, spec.default);
}

/** Keras and PyTorch for this block; only where its shapes are known. */
function BlockCode({ node, layer, inferred }: HelpTabProps) {
  const t = useText();
  if (!inferred?.shape) {
    return (
      <Section title={t({ en: 'Code', ko: '코드' })}>
        <p className="text-muted">
          {t({
            en: 'The code appears once the block is connected and has no errors.',
            ko: '블록이 연결되고 오류가 없으면 코드가 나타납니다.',
          })}
        </p>
      </Section>
    );
  }
  const context = {
    name: node.name,
    params: completeParams(layer, node.params),
    inputs: inferred.inputs,
    output: inferred.shape,
  };
  return (
    <>
      <CodeBlock title="Keras" code={layer.code.keras(context)} />
      <CodeBlock title="PyTorch" code={torchCode(layer, context)} />
    </>
  );
}
