import { layerOf } from '#shared/compile/infer';
import type { GraphNode } from '#shared/graph/document';
import { formatCount } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { useInference } from '../state/project-store';
import { BlockToggles } from './BlockToggles';
import { ParametersTab } from './ParametersTab';

/** Several blocks: of one type they are edited all at once, of several types only what all blocks have. */
export function ManyBlocks({ nodes }: { nodes: readonly GraphNode[] }) {
  const t = useText();
  const inference = useInference();
  const layer = layerOf(nodes[0]!);
  const isOneType = nodes.every(({ type }) => type === nodes[0]!.type);
  const params = nodes.reduce((sum, { id }) => sum + (inference.nodes.get(id)?.params ?? 0), 0);
  return (
    <div className="flex h-full flex-col">
      <header className="shrink-0 border-b border-line p-3">
        <h2 className="text-base font-semibold">
          {t({ en: `${nodes.length} blocks`, ko: `블록 ${nodes.length}개` })}
          {isOneType && <span className="ml-2 text-sm font-normal text-muted">{nodes[0]!.type}</span>}
        </h2>
        <p className="text-xs text-muted tabular-nums">
          {t({ en: `${formatCount(params)} parameters`, ko: `파라미터 ${formatCount(params)}개` })}
        </p>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        {isOneType && layer ? (
          <ParametersTab nodes={nodes} layer={layer} />
        ) : (
          <div className="px-3 py-2">
            <BlockToggles nodes={nodes} />
            <p className="mt-2 text-xs text-muted">
              {t({
                en: 'Select blocks of one type to edit their parameters together.',
                ko: '같은 종류의 블록을 선택하면 설정을 한꺼번에 바꿀 수 있습니다.',
              })}
            </p>
          </div>
        )}
      </div>
    </div>
  );
}
