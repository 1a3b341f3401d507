import { clsx } from 'clsx';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../i18n/use-text';
import { type Toast, useUi } from '../state/ui-store';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { ProblemDetail } from '../ui/ProblemDetail';
import { useOpenDialogs } from '../ui/open-dialogs';

const PLACE = 'pointer-events-none z-40 flex w-88 max-w-[90%] flex-col gap-2';

/**
 * What the user's own actions led to, for as long as it takes to read: at the lower edge of the canvas, where neither fields nor numbers are, or in the
 * dialog that is open.
 */
export function Toasts() {
  const toasts = useUi((state) => state.toasts);
  const dialog = useOpenDialogs((state) => state.dialogs.at(-1));
  const list = (
    <output
      aria-live="polite"
      className={clsx(PLACE, 'bottom-14 left-1/2 -translate-x-1/2', dialog ? 'fixed' : 'absolute')}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </output>
  );
  return dialog ? createPortal(list, dialog) : list;
}

/** Milliseconds that it stays: some to notice it, and about 15 letters a second. */
const timeFor = (text: string, tone: Toast['tone']): number =>
  (tone === 'error' ? 6_000 : 3_000) + text.length * 65;

function ToastCard({ toast: { id, text, tone, detail, saidAt } }: { toast: Toast }) {
  const t = useText();
  const dismiss = useUi((state) => state.dismiss);
  // Null while someone reads it, who then has its time once more. In another place, such as a dialog that opens, it does not begin anew.
  const [since, setSince] = useState<number | null>(saidAt);
  const hold = () => setSince(null);
  const release = () => setSince(Date.now());
  const words = t(text);
  useEffect(() => {
    if (since === null) return undefined;
    const timer = setTimeout(() => dismiss(id), since + timeFor(words, tone) - Date.now());
    return () => clearTimeout(timer);
  }, [since, dismiss, id, words, tone]);
  return (
    <div
      className={clsx(
        'pointer-events-auto flex items-start gap-2 rounded-lg border border-line p-3 text-sm shadow-lg',
        tone === 'error' ? 'bg-danger-soft text-danger' : 'bg-raised text-ink',
      )}
      // Whoever reads it or is about to press its button has time.
      onPointerEnter={hold}
      onPointerLeave={release}
      onFocus={hold}
      onBlur={release}
    >
      <Icon name={tone === 'error' ? 'circle-alert' : 'circle-check'} className="mt-0.5 shrink-0" />
      <div className="max-h-40 min-w-0 flex-1 overflow-y-auto break-words">
        <p>{words}</p>
        {detail !== undefined && <ProblemDetail detail={detail} />}
      </div>
      <IconButton
        icon="x"
        size="small"
        label={t({ en: 'Dismiss', ko: '닫기' })}
        onClick={() => dismiss(id)}
      />
    </div>
  );
}
