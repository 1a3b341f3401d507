import { useId } from 'react';
import type { GraphNode } from '#shared/graph/document';
import type { LayerDefinition } from '#shared/layers/definition';
import { FieldRow } from '../forms/FieldRow';
import { Switch } from '../forms/Switch';
import { useText } from '../i18n/use-text';
import { useInference } from '../state/project-store';
import { setBypassed, setFrozen } from './edit-block';

/** Whether the weights stay as they are, and whether the block is left out; where the layer can be so. */
export function BlockToggles({
  nodes,
  layer,
}: {
  nodes: readonly GraphNode[];
  layer?: LayerDefinition | undefined;
}) {
  const t = useText();
  const id = useId();
  const inference = useInference();
  const hasWeights = nodes.some(({ id: node }) => (inference.nodes.get(node)?.params ?? 0) > 0);
  const isEnd = layer !== undefined && (layer.ports.inputs.length === 0 || layer.ports.outputs.length === 0);
  const isFrozen = nodes.every(({ trainable }) => !trainable);
  const isBypassed = nodes.every(({ bypassed }) => bypassed);
  return (
    <>
      {(hasWeights || isFrozen) && (
        <FieldRow
          id={`${id}-frozen`}
          label={t({ en: 'Frozen', ko: '가중치 고정' })}
          help={t({
            en: 'Training leaves the weights as they are.',
            ko: '학습해도 가중치가 바뀌지 않습니다.',
          })}
        >
          <Switch id={`${id}-frozen`} value={isFrozen} onChange={(value) => setFrozen(nodes, value)} />
        </FieldRow>
      )}
      {!isEnd && (
        <FieldRow
          id={`${id}-bypassed`}
          label={t({ en: 'Bypassed', ko: '건너뛰기' })}
          help={t({
            en: 'The block passes its input on, as if it were not there.',
            ko: '블록이 없는 것처럼 입력을 그대로 넘깁니다.',
          })}
        >
          <Switch id={`${id}-bypassed`} value={isBypassed} onChange={(value) => setBypassed(nodes, value)} />
        </FieldRow>
      )}
    </>
  );
}
