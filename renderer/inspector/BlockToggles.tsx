import { memo, useId } from 'react';
import { layerOf } from '#shared/compile/infer';
import type { GraphNode } from '#shared/graph/document';
import { FieldRow } from '../forms/FieldRow';
import { Switch } from '../forms/Switch';
import { useText } from '../i18n/use-text';
import { useHasWeights } from '../state/project-store';
import { setBypassed, setFrozen } from './edit-block';

interface BlockTogglesProps {
  readonly nodes: readonly GraphNode[];
}

/** Whether the weights stay as they are, and whether the block is left out; where the layer can be so. */
export const BlockToggles = memo(
  Toggles,
  (before, now) =>
    before.nodes.length === now.nodes.length &&
    before.nodes.every((node, i) => sameSwitches(node, now.nodes[i]!)),
);

const sameSwitches = (a: GraphNode, b: GraphNode): boolean =>
  a.id === b.id &&
  a.name === b.name &&
  a.type === b.type &&
  a.trainable === b.trainable &&
  a.bypassed === b.bypassed;

function Toggles({ nodes }: BlockTogglesProps) {
  const t = useText();
  const id = useId();
  const hasWeights = useHasWeights(nodes);
  const isEnd = nodes.some((node) => {
    const ports = layerOf(node)?.ports;
    return ports !== undefined && (ports.inputs.length === 0 || ports.outputs.length === 0);
  });
  const frozen = nodes.filter(({ trainable }) => !trainable).length;
  const bypassed = nodes.filter((node) => node.bypassed).length;
  return (
    <>
      {(hasWeights || frozen > 0) && (
        <FieldRow
          id={`${id}-frozen`}
          label={t({ en: 'Frozen', ko: '가중치 고정' })}
          help={t({
            en: 'Training leaves the weights as they are.',
            ko: '학습해도 가중치가 바뀌지 않습니다.',
          })}
        >
          <Toggle
            id={`${id}-frozen`}
            count={frozen}
            of={nodes.length}
            onChange={(value) => setFrozen(nodes, value)}
          />
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
          <Toggle
            id={`${id}-bypassed`}
            count={bypassed}
            of={nodes.length}
            onChange={(value) => setBypassed(nodes, value)}
          />
        </FieldRow>
      )}
    </>
  );
}

interface ToggleProps {
  readonly id: string;
  /** How many of the blocks are so. */
  readonly count: number;
  readonly of: number;
  readonly onChange: (value: boolean) => void;
}

function Toggle({ id, count, of, onChange }: ToggleProps) {
  const t = useText();
  return (
    <div className="flex items-center gap-2">
      <Switch id={id} value={count === of} onChange={onChange} />
      {count > 0 && count < of && (
        <span className="text-xs text-muted">{t({ en: 'mixed', ko: '여러 값' })}</span>
      )}
    </div>
  );
}
