import { formatShape } from '#shared/graph/shape';
import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';
import { formatCount } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { canvasView } from '../state/canvas-view';
import { useInference, useProject } from '../state/project-store';
import { EmptyState } from '../ui/EmptyState';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { PredictionView } from '../views/PredictionView';
import { copyText } from '../ui/copy-text';
import { LayerTableHead } from './LayerTableHead';
import { Section } from './Section';
import { summaryRows, type SummaryRow, summaryText } from './summary';

/** The whole model as Keras's `summary()` shows it, and what it predicts. */
export function ModelSummary() {
  const t = useText();
  const graph = useProject((state) => state.project.graph);
  const name = useProject((state) => state.project.name);
  const inference = useInference();
  const rows = summaryRows(graph, inference);
  if (rows.length === 0) {
    return (
      <EmptyState icon="layers">
        {t({
          en: 'Drag a layer from the list on the left onto the canvas to begin.',
          ko: '왼쪽 목록에서 층을 캔버스로 끌어다 놓아 시작하세요.',
        })}
      </EmptyState>
    );
  }
  const { params, trainableParams } = inference;
  return (
    <div className="h-full overflow-auto">
      <header className="flex items-center gap-2 px-3 pt-3 pb-1">
        <h2 className="flex-1 text-base font-semibold">{t(SUMMARY)}</h2>
        <IconButton
          icon="copy"
          label={t({ en: 'Copy as text', ko: '텍스트로 복사' })}
          onClick={() => void copyText(summaryText(name, rows, inference), SUMMARY)}
        />
      </header>
      <div className="px-3 pb-3">
        <SummaryTable rows={rows} />
        <dl className="mt-2 grid grid-cols-[1fr_auto] gap-y-0.5 text-xs tabular-nums">
          <Total name={t({ en: 'Total parameters', ko: '전체 파라미터' })} count={params} />
          <Total name={t({ en: 'Trainable', ko: '학습 가능' })} count={trainableParams} />
          <Total name={t({ en: 'Not trainable', ko: '학습하지 않음' })} count={params - trainableParams} />
        </dl>
      </div>
      <Section title={t({ en: 'Prediction', ko: '예측' })}>
        <PredictionView />
      </Section>
    </div>
  );
}

const Total = ({ name, count }: { name: string; count: number }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="text-right">{formatCount(count)}</dd>
  </>
);

function SummaryTable({ rows }: { rows: readonly SummaryRow[] }) {
  const select = useProject((state) => state.select);
  const open = (id: string) => {
    select([id]);
    canvasView()?.reveal(id);
  };
  return (
    <table className="w-full table-fixed text-xs tabular-nums">
      <LayerTableHead />
      <tbody>
        {rows.map(({ id, name, type, shape, params }) => (
          <tr key={id} className="hover:bg-hover">
            <td className="py-0.5 pr-1">
              <TypeIcon type={type} />
              <button
                type="button"
                className="inline-block max-w-[calc(100%-1.5rem)] truncate text-left align-middle font-medium hover:underline"
                title={`${name} (${type})`}
                onClick={() => open(id)}
              >
                {name}
              </button>
            </td>
            <td className="truncate py-0.5 pr-1">{shape ? formatShape(shape) : '—'}</td>
            <td className="py-0.5 text-right">{formatCount(params)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The type by its icon and colour, and its name for those who do not see it. */
function TypeIcon({ type }: { type: string }) {
  const layer = LAYERS[type];
  const color = layer && CATEGORIES[layer.category].color;
  return (
    <span className="mr-1.5 inline-block align-middle" style={{ color }} title={type}>
      <Icon name={layer?.icon ?? 'layers'} size={14} />
      <span className="sr-only">{type}</span>
    </span>
  );
}

const SUMMARY = { en: 'Model summary', ko: '모델 요약' };
