import { clsx } from 'clsx';
import { useText } from '../i18n/use-text';
import { useUi } from '../state/ui-store';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';

/** What the user's own actions led to, for a few seconds. */
export function Toasts() {
  const t = useText();
  const toasts = useUi((state) => state.toasts);
  const dismiss = useUi((state) => state.dismiss);
  return (
    <output
      className="pointer-events-none fixed right-4 bottom-10 z-40 flex w-96 max-w-[90vw] flex-col gap-2"
      aria-live="polite"
    >
      {toasts.map(({ id, text, tone }) => (
        <div
          key={id}
          className={clsx(
            'pointer-events-auto flex items-start gap-2 rounded-lg border border-line p-3 text-sm shadow-lg',
            tone === 'error' ? 'bg-danger-soft text-danger' : 'bg-raised text-ink',
          )}
        >
          <Icon name={tone === 'error' ? 'circle-alert' : 'circle-check'} className="mt-0.5 shrink-0" />
          <p className="min-w-0 flex-1 break-words">{t(text)}</p>
          <IconButton
            icon="x"
            size="small"
            label={t({ en: 'Dismiss', ko: '닫기' })}
            onClick={() => dismiss(id)}
          />
        </div>
      ))}
    </output>
  );
}
