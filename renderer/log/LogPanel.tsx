import { clsx } from 'clsx';
import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copy-text';
import { EmptyState } from '../ui/EmptyState';
import { Icon } from '../ui/Icon';
import { ProblemDetail } from '../ui/ProblemDetail';
import { type LogEntry, useLog } from './log-store';

const NAME = { en: 'log', ko: '기록' };

/** `14:05:09`, in the time of this place. */
const timeOf = ({ at }: LogEntry): string => new Date(at).toTimeString().slice(0, 8);

/** What happened in this window, newest first: also words that have gone. */
export function LogPanel() {
  const t = useText();
  const entries = useLog((state) => state.entries);
  if (entries.length === 0)
    return (
      <EmptyState icon="list-ordered">
        {t({
          en: 'What happens stands here: training, files, and what the engine says.',
          ko: '학습과 파일 작업, 엔진이 알리는 내용이 여기에 남습니다.',
        })}
      </EmptyState>
    );
  const copied = () =>
    entries
      .map((entry) => [timeOf(entry), t(entry.text), entry.detail].filter(Boolean).join('\t'))
      .join('\n');
  return (
    <div className="relative text-sm">
      <Button
        icon="copy"
        tone="quiet"
        className="absolute top-1 right-2 h-6 bg-panel px-2 text-xs"
        onClick={() => void copyText(copied(), NAME)}
      >
        {t({ en: 'Copy', ko: '복사' })}
      </Button>
      <ol aria-label={t({ en: 'Log, newest first', ko: '기록, 최근 항목부터' })} className="p-2">
        {entries.toReversed().map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
    </div>
  );
}

function Line({ entry }: { readonly entry: LogEntry }) {
  const t = useText();
  const isError = entry.tone === 'error';
  return (
    <li className={clsx('flex items-baseline gap-3 px-1 py-0.5', isError && 'text-danger')}>
      <time dateTime={new Date(entry.at).toISOString()} className="shrink-0 text-xs text-muted tabular-nums">
        {timeOf(entry)}
      </time>
      {isError && <Icon name="circle-alert" size={14} className="shrink-0 self-center" />}
      <div className="min-w-0 flex-1 pr-16 break-words">
        {t(entry.text)}
        {entry.detail !== undefined && <ProblemDetail detail={entry.detail} />}
      </div>
    </li>
  );
}
