import { useEffect, useState } from 'react';
import { useText } from '../i18n/use-text';
import { useRun } from '../state/run-store';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copy-text';
import { cellText, epochColumns, epochsAsText } from './epoch-table';

/** Longer histories show their end here; the copy has all of it. */
const MOST_ROWS = 200;
const NAME = { en: 'history of the epochs', ko: '에포크 기록' };

/** Every epoch's means and validation. */
export function EpochTable() {
  const t = useText();
  const epochs = useEpochs();
  const columns = epochColumns(epochs);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 items-center justify-between pb-1">
        <h3 className="text-sm font-semibold">{t({ en: 'Epochs', ko: '에포크' })}</h3>
        <Button
          icon="copy"
          tone="quiet"
          className="h-6 px-2 text-xs"
          disabled={epochs.length === 0}
          onClick={() => void copyText(epochsAsText(useRun.getState().curves.epochs), NAME)}
        >
          {t({ en: 'Copy', ko: '복사' })}
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        <table aria-label={t(NAME)} className="w-full text-right text-xs whitespace-nowrap tabular-nums">
          <thead className="sticky top-0 bg-panel text-muted">
            <tr>
              {columns.map(({ id, label }) => (
                <th key={id} scope="col" className="px-1.5 py-0.5 font-medium">
                  {t(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {epochs.map((epoch) => (
              <tr key={epoch.epoch} className="border-t border-line">
                {columns.map((column) => (
                  <td key={column.id} className="px-1.5 py-0.5">
                    {cellText(column, epoch)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Epochs of a small network last milliseconds; nobody reads a table that changes more often than this. */
const REST_MS = 250;

const lastEpochs = () => useRun.getState().curves.epochs.slice(-MOST_ROWS);

/** The last epochs, which are added to the curves in place. */
function useEpochs(): ReturnType<typeof lastEpochs> {
  const [epochs, setEpochs] = useState(lastEpochs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = useRun.subscribe((now, before) => {
      if (now.version === before.version) return;
      if (now.curves !== before.curves) setEpochs(lastEpochs);
      timer ??= setTimeout(() => {
        timer = undefined;
        setEpochs(lastEpochs);
      }, REST_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return epochs;
}
