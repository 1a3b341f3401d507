import { layerOf } from '#shared/compile/infer';
import type { GraphNode } from '#shared/graph/document';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { useInference } from '../state/project-store';
import { commonParams } from './common-params';
import { ParametersTab } from './ParametersTab';

/** Several blocks: all parameters that they have in common are edited at once. */
export function ManyBlocks({ nodes }: { nodes: readonly GraphNode[] }) {
  const t = useText();
  const inference = useInference();
  const layers = nodes.map(layerOf);
  const known = layers.filter((layer) => layer !== undefined);
  const types = new Set(nodes.map(({ type }) => type));
  const params = nodes.reduce((sum, { id }) => sum + (inference.nodes.get(id)?.params ?? 0), 0);
  const specs = known.length === nodes.length ? commonParams(known) : {};
  return (
    <div className="flex h-full flex-col">
      <header className="shrink-0 border-b border-line p-3">
        <h2 className="text-base font-semibold">
          {t({ en: `${nodes.length} blocks`, ko: `블록 ${nodes.length}개` })}
          {types.size === 1 && known[0] && (
            <span className="ml-2 text-sm font-normal text-muted">{known[0].type}</span>
          )}
        </h2>
        <p className="text-xs text-muted tabular-nums">
          {t({ en: `${formatCount(params)} parameters`, ko: `파라미터 ${formatCount(params)}개` })}
        </p>
      </header>
      <div className="min-h-0 flex-1 overflow-auto">
        <ParametersTab nodes={nodes} layer={types.size === 1 ? known[0] : undefined} specs={specs} />
        {types.size > 1 && (
          <p className="px-3 pb-3 text-xs text-muted">
            {Object.keys(specs).length > 0
              ? t({
                  en: 'These are the parameters that all of the blocks have. A change is one step for all.',
                  ko: '모든 블록에 있는 설정만 보입니다. 값을 바꾸면 한꺼번에 바뀝니다.',
                })
              : t({
                  en: 'The blocks have no parameters in common.',
                  ko: '블록들에 공통된 설정이 없습니다.',
                })}
          </p>
        )}
      </div>
    </div>
  );
}
