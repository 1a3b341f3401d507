import { clsx } from 'clsx';
import { type ReactNode, useEffect, useId, useLayoutEffect, useState } from 'react';
import { useText } from '../i18n/use-text';
import { IconButton } from './IconButton';
import { focusToReturnTo } from './last-focus';
import { addDialog } from './open-dialogs';
import { PortalContainer } from './portal-container';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Tailwind width class. */
  readonly width?: string;
  /** Leaves the heading to screen readers alone. */
  readonly bare?: boolean;
}

/** A modal window in the browser's own `<dialog>`: it keeps the focus inside and gives it back, and Escape or a click beside it closes it. */
export function Dialog({ title, onClose, children, width = 'w-[40rem]', bare = false }: DialogProps) {
  const t = useText();
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null);
  const titleId = useId();
  // Before it leaves the page: the keys go back to where they were.
  useLayoutEffect(() => {
    if (!dialog) return undefined;
    const before = focusToReturnTo();
    dialog.showModal();
    const leave = addDialog(dialog);
    // A field to type in, else nothing in particular: a button in focus would show its tooltip.
    (dialog.querySelector('input') ?? dialog).focus();
    return () => {
      leave();
      dialog.close();
      before?.focus({ preventScroll: true });
    };
  }, [dialog]);
  // A click beside the window lands on the dialog itself. It serves the pointer alone; Escape is the dialog's own key.
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.target === dialog) onClose();
    };
    dialog?.addEventListener('click', onClick);
    return () => dialog?.removeEventListener('click', onClick);
  }, [dialog, onClose]);
  return (
    <dialog
      ref={setDialog}
      tabIndex={-1}
      aria-labelledby={titleId}
      className={clsx(
        'm-auto max-h-[85vh] max-w-[92vw] overflow-hidden rounded-xl border border-line bg-panel p-0 outline-none text-ink shadow-2xl',
        'backdrop:bg-black/40',
        width,
      )}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <PortalContainer value={dialog}>
        <div className="flex max-h-[85vh] flex-col">
          <div className={clsx('flex items-center justify-between px-5 pt-4', bare && 'sr-only')}>
            <h2 id={titleId} className="text-base font-semibold">
              {title}
            </h2>
            {!bare && <IconButton icon="x" label={t({ en: 'Close', ko: '닫기' })} onClick={onClose} />}
          </div>
          <div className={clsx('min-h-0 flex-1 overflow-auto', !bare && 'px-5 pt-3 pb-5')}>{children}</div>
        </div>
      </PortalContainer>
    </dialog>
  );
}
