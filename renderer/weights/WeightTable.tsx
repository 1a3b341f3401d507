import { clsx } from 'clsx';
import { formatShape } from '#shared/graph/shape';
import type { WeightReport } from '#shared/protocol/weights';
import { verdictText } from '#shared/weights/texts';
import { SelectInput } from '../forms/SelectInput';
import { useText } from '../i18n/use-text';
import { chooseSource } from './weights-actions';

type Layer = WeightReport['layers'][number];

const CELL = 'px-2 py-1 align-top';

/** Every weight of the network: what the file has for it, and what becomes of it. */
export function WeightTable({ report }: { readonly report: WeightReport }) {
  const t = useText();
  const heads = [
    { en: 'Layer', ko: '층' },
    { en: 'From', ko: '가져올 층' },
    { en: 'Weight', ko: '가중치' },
    { en: 'Shape here', ko: '이 신경망의 모양' },
    { en: 'In the file', ko: '파일의 텐서' },
    { en: 'Taken?', ko: '결과' },
  ];
  return (
    <div className="max-h-[42vh] min-h-24 overflow-auto rounded-md border border-line">
      <table
        aria-label={t({ en: 'What fits', ko: '맞는 가중치' })}
        className="w-full text-left text-xs tabular-nums"
      >
        <thead className="sticky top-0 bg-raised text-muted">
          <tr>
            {heads.map((head) => (
              <th key={head.en} scope="col" className="px-2 py-1.5 font-medium whitespace-nowrap">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        {report.layers.map((layer) => (
          <LayerRows key={layer.nodeId} layer={layer} sources={report.sources} />
        ))}
      </table>
    </div>
  );
}

function LayerRows({ layer, sources }: { readonly layer: Layer; readonly sources: readonly string[] }) {
  const t = useText();
  const { nodeId, layer: name, source, weights } = layer;
  const known = source === null || sources.includes(source) ? sources : [source, ...sources];
  return (
    <tbody className="border-t border-line">
      {weights.map((weight, i) => (
        <tr key={weight.weight}>
          {i === 0 && (
            <>
              <th scope="rowgroup" rowSpan={weights.length} className={clsx(CELL, 'font-semibold')}>
                {name}
              </th>
              <td rowSpan={weights.length} className="w-40 px-2 py-1 align-top">
                <label htmlFor={`source-${nodeId}`} className="sr-only">
                  {t({ en: `Weights of ${name} from`, ko: `${name}의 가중치를 가져올 층` })}
                </label>
                <SelectInput
                  id={`source-${nodeId}`}
                  value={source ?? ''}
                  options={[
                    { value: '', label: t({ en: '– none –', ko: '– 없음 –' }) },
                    ...known.map((value) => ({ value, label: value })),
                  ]}
                  onChange={(value) => void chooseSource(name, value === '' ? null : value)}
                />
              </td>
            </>
          )}
          <td className={CELL}>{weight.weight}</td>
          <td className={clsx(CELL, 'whitespace-nowrap')}>{formatShape(weight.shape)}</td>
          <td className={clsx(CELL, 'break-all text-muted')}>{weight.tensors.join(' + ') || '–'}</td>
          <td
            className={clsx(
              CELL,
              'whitespace-nowrap',
              { taken: 'text-ok', absent: 'text-muted', 'other-shape': 'text-warning' }[weight.verdict],
            )}
          >
            {t(verdictText(weight))}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
