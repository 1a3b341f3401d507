import { memo, type ReactNode, useDeferredValue } from 'react';
import { completeParams } from '#shared/compile/infer';
import type { NodeInference } from '#shared/compile/inference';
import { formatBytes } from '#shared/graph/bytes';
import type { GraphNode } from '#shared/graph/document';
import { formatShape, type Shape, sizeOf } from '#shared/graph/shape';
import type { LayerDefinition, WeightSpec } from '#shared/layers/definition';
import { shapeLines } from '#shared/layers/why/explain';
import { plainNumber, plainText, valueOf } from '#shared/layers/why/term';
import { INITIALIZERS } from '#shared/train/initializers';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { useNodeInference } from '../state/project-store';
import { WhyNumber } from '../why/WhyNumber';
import { Section } from './Section';

/** Where the output shape and the parameter count come from: the layer's formula, with its own numbers. */
export function BlockNumbers(block: { readonly node: GraphNode; readonly layer: LayerDefinition }) {
  const now = useNodeInference(block.node.id);
  // What is typed, and the drawing, go before.
  const node = useDeferredValue(block.node);
  const layer = useDeferredValue(block.layer);
  const inferred = useDeferredValue(now);
  return inferred?.shape && <Numbers {...{ node, layer, inferred }} output={inferred.shape} />;
}

interface NumbersProps {
  readonly node: GraphNode;
  readonly layer: LayerDefinition;
  readonly inferred: NodeInference;
  readonly output: Shape;
}

const Numbers = memo(function Numbers({ node, layer, inferred, output }: NumbersProps) {
  const t = useText();
  const { inputs, weights, params, flops } = inferred;
  const lines =
    inputs.length === 0 || node.bypassed
      ? []
      : shapeLines(layer, { params: completeParams(layer, node.params), inputs, output });
  return (
    <div data-numbers>
      <Section title={t({ en: 'Where the shape comes from', ko: '모양이 나온 식' })}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs">
          {inputs.map((shape, index) => (
            <Row
              key={index}
              name={
                inputs.length === 1
                  ? t({ en: 'input', ko: '입력' })
                  : t({ en: `input ${index + 1}`, ko: `입력 ${index + 1}` })
              }
            >
              {formatShape(shape)}
            </Row>
          ))}
          {lines.map(({ name, tex, term }) => (
            <Row key={tex} name={t(name)}>
              {plainText(term) === plainNumber(valueOf(term))
                ? plainText(term)
                : `${plainText(term)} = ${plainNumber(valueOf(term))}`}
            </Row>
          ))}
          <Row name={t({ en: 'output', ko: '출력' })}>
            <WhyNumber quantity="shape" nodeId={node.id} className="font-semibold">
              {formatShape(output)}
            </WhyNumber>
            {sizeOf(output) > 1 && output.length > 1 && (
              <span className="text-muted"> ({formatCount(sizeOf(output))})</span>
            )}
          </Row>
        </dl>
      </Section>
      <Section title={t({ en: 'Where the parameters come from', ko: '파라미터 수가 나온 식' })}>
        {weights.length === 0 ? (
          <p className="text-xs text-muted">
            {t({ en: 'This layer has nothing to learn.', ko: '학습할 값이 없는 층입니다.' })}
          </p>
        ) : (
          <Weights weights={weights} total={params} node={node} />
        )}
      </Section>
      <Section title={t({ en: 'What it costs', ko: '드는 비용' })}>
        <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-xs [&_dd]:text-right">
          <Row name={t({ en: 'operations for each sample, forward', ko: '샘플마다 순전파에 드는 연산' })}>
            <WhyNumber quantity="flops" nodeId={node.id}>
              {formatCount(flops)}
            </WhyNumber>
          </Row>
          <Row name={t({ en: 'memory of its output, each sample', ko: '샘플마다 출력이 차지하는 메모리' })}>
            <WhyNumber quantity="memory" nodeId={node.id}>
              {formatBytes(node.bypassed ? 0 : 4 * sizeOf(output))}
            </WhyNumber>
          </Row>
        </dl>
      </Section>
    </div>
  );
});

const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="min-w-0 font-mono break-words">{children}</dd>
  </>
);

interface WeightsProps {
  readonly weights: readonly WeightSpec[];
  readonly total: number;
  readonly node: GraphNode;
}

function Weights({ weights, total, node }: WeightsProps) {
  const t = useText();
  return (
    <table className="w-full text-xs tabular-nums">
      <thead className="text-left text-muted">
        <tr>
          <th className="pb-1 font-normal">{t({ en: 'weight', ko: '가중치' })}</th>
          <th className="pb-1 font-normal">{t({ en: 'shape', ko: '모양' })}</th>
          <th className="pb-1 text-right font-normal">{t({ en: 'count', ko: '개수' })}</th>
        </tr>
      </thead>
      <tbody>
        {weights.map(({ name, shape, initializer, trainable }) => (
          <tr key={name} className="align-top">
            <td className="py-0.5 pr-2">
              <span className="font-mono">{name}</span>
              <span className="block text-muted">
                {INITIALIZERS[initializer]?.label ?? initializer}
                {(!node.trainable || !trainable) && `, ${t({ en: 'not trained', ko: '학습 안 함' })}`}
              </span>
            </td>
            <td className="py-0.5 pr-2 font-mono">{shape.join(' · ')}</td>
            <td className="py-0.5 text-right font-mono">{formatCount(sizeOf(shape))}</td>
          </tr>
        ))}
        <tr className="border-t border-line">
          <td colSpan={2} className="pt-1">
            {t({ en: 'together', ko: '합계' })}
          </td>
          <td className="pt-1 text-right">
            <WhyNumber quantity="params" nodeId={node.id} className="font-mono font-semibold">
              {formatCount(total)}
            </WhyNumber>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
