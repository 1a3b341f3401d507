import { useMemo } from 'react';
import { type BlockCost, networkCost, TRAINING_FACTOR } from '#shared/compile/cost';
import { formatFlops, formatPart } from '#shared/compile/preflight/format';
import { formatBytes } from '#shared/graph/bytes';
import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { canvasView } from '../state/canvas-view';
import { useGraph, useInference, useProject } from '../state/project-store';

/** What each block that is drawn costs, with its share of the operations as a bar; a click shows the block. */
export function CostTable({ batch }: { batch: number }) {
  const t = useText();
  const graph = useGraph();
  const inference = useInference();
  const { blocks } = useMemo(() => networkCost(graph, inference), [graph, inference]);
  return (
    <>
      <table className="w-full table-fixed text-xs tabular-nums">
        <thead className="sticky top-0 z-10 bg-panel">
          <tr className="text-left text-muted [&>th]:pb-1 [&>th]:font-normal">
            <th className="w-[28%]">{t({ en: 'Layer', ko: '층' })}</th>
            <th className="w-[34%]">{t({ en: 'Operations', ko: '연산' })}</th>
            <th className="text-right">{t({ en: 'Parameters', ko: '파라미터' })}</th>
            <th className="text-right" title={t(OUTPUTS_HINT)}>
              {t({ en: 'Outputs', ko: '출력' })}
            </th>
          </tr>
        </thead>
        <tbody>
          {blocks.map((block) => (
            <CostRow key={block.id} block={block} batch={batch} />
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-xs text-muted">
        {t({
          en: `Operations of one sample forward; a training step takes about ${TRAINING_FACTOR} × as many for each sample. Outputs: the memory they take for a batch of ${formatCount(batch)}.`,
          ko: `샘플 하나의 순전파에 드는 연산입니다. 학습 스텝은 샘플마다 그 ${TRAINING_FACTOR}배쯤 듭니다. 출력은 샘플 ${formatCount(batch)}개인 배치에서 차지하는 메모리입니다.`,
        })}
      </p>
    </>
  );
}

const OUTPUTS_HINT = {
  en: 'Memory for the outputs of a batch',
  ko: '배치 하나의 출력이 차지하는 메모리',
};

function CostRow({ block, batch }: { block: BlockCost; batch: number }) {
  const isSelected = useProject((state) => state.selection.has(block.id));
  const show = () => {
    useProject.getState().select([block.id]);
    canvasView()?.reveal(block.id);
  };
  return (
    <tr className={isSelected ? 'bg-accent-soft' : 'hover:bg-hover'} data-cost={block.id}>
      <td className="py-0.5 pr-2">
        <button
          type="button"
          className="block w-full truncate text-left font-medium hover:underline"
          title={`${block.name} (${block.type})`}
          onClick={show}
        >
          {block.name}
        </button>
      </td>
      <td className="py-0.5 pr-2">
        <ShareBar block={block} />
      </td>
      <td className="py-0.5 text-right">{formatCount(block.params)}</td>
      <td className="py-0.5 text-right">{formatBytes(block.activationBytes * batch)}</td>
    </tr>
  );
}

/** The share of the operations as a bar in the colour of the layer's kind, and as a number. */
function ShareBar({ block: { type, flops, flopsShare } }: { block: BlockCost }) {
  const layer = LAYERS[type];
  const backgroundColor = layer ? CATEGORIES[layer.category].color : 'var(--accent)';
  return (
    <span className="flex items-center gap-1.5" title={formatFlops(flops)}>
      <span className="h-2 min-w-0 flex-1 overflow-hidden rounded-sm bg-hover">
        <span
          className="block h-full rounded-sm"
          style={{ width: `${flopsShare * 100}%`, backgroundColor }}
        />
      </span>
      <span className="w-13 shrink-0 text-right whitespace-nowrap">{formatPart(flopsShare)}</span>
    </span>
  );
}
