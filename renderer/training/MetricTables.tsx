import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { formatMetric, metricLabel } from './metric-labels';
import { useTestResult } from './test-result';

/** Metrics on the test data that are more than one number. */
export function MetricTables() {
  const t = useText();
  const result = useTestResult();
  const tables = Object.entries(result?.tables ?? {});
  if (tables.length === 0) return null;
  return (
    <div className="flex max-w-full shrink-0 flex-wrap items-start gap-x-6 gap-y-3">
      {tables.map(([name, values]) => (
        <section key={name} aria-label={t(metricLabel(name))} className="max-w-full overflow-x-auto">
          <h3 className="pb-1 text-sm font-semibold">{t(metricLabel(name))}</h3>
          {isMatrix(values) ? <ConfusionMatrix rows={values} /> : <ValueList name={name} values={values} />}
        </section>
      ))}
    </div>
  );
}

const isMatrix = (
  values: readonly number[] | readonly (readonly number[])[],
): values is readonly (readonly number[])[] => Array.isArray(values[0]);

/** Class names, where there are as many; else numbers. */
function useClassNames(count: number): readonly string[] {
  const names = useProject(({ info }) => info?.classNames);
  return names?.length === count ? names : Array.from({ length: count }, (_, i) => String(i));
}

/** Rows are true classes, columns predicted ones; what is right stands on the diagonal. */
function ConfusionMatrix({ rows }: { rows: readonly (readonly number[])[] }) {
  const t = useText();
  const names = useClassNames(rows.length);
  return (
    <table className="text-right text-xs tabular-nums" data-result="confusion-matrix">
      <caption className="caption-bottom pt-1 text-left text-muted">
        {t({ en: 'Rows: true class. Columns: predicted class.', ko: '행: 참 클래스, 열: 예측한 클래스' })}
      </caption>
      <thead>
        <tr>
          <th scope="col" className="px-1.5 py-0.5 text-left font-normal text-muted">
            {t({ en: 'true \\ predicted', ko: '참 \\ 예측' })}
          </th>
          {names.map((name) => (
            <th key={name} scope="col" className="max-w-16 truncate px-1.5 py-0.5 font-medium text-muted">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, truth) => (
          <tr key={names[truth]}>
            <th scope="row" className="max-w-20 truncate px-1.5 py-0.5 font-medium text-muted">
              {names[truth]}
            </th>
            {row.map((count, predicted) => (
              <td
                key={names[predicted]}
                className="border border-line px-1.5 py-0.5"
                style={{ backgroundColor: shade(count, row, truth === predicted) }}
              >
                {formatCount(count)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The share of the true class, in the colour of right or wrong; pale enough for the number upon it. */
function shade(count: number, row: readonly number[], isRight: boolean): string | undefined {
  const all = row.reduce((sum, n) => sum + n, 0);
  if (count === 0 || all === 0) return undefined;
  const strength = Math.round(10 + 30 * (count / all));
  return `color-mix(in srgb, var(--${isRight ? 'ok' : 'danger'}) ${strength}%, transparent)`;
}

/** One value for each class. */
function ValueList({ name, values }: { name: string; values: readonly number[] }) {
  const names = useClassNames(values.length);
  return (
    <dl className="grid w-fit grid-cols-[auto_auto] gap-x-4 text-xs tabular-nums">
      {values.map((value, i) => (
        <div key={names[i]} className="contents">
          <dt className="text-muted">{names[i]}</dt>
          <dd className="text-right">{formatMetric(name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}
