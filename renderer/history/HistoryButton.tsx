import { Popover } from 'radix-ui';
import { useKeysOf } from '../keys/show-keys';
import { useText } from '../i18n/use-text';
import { useUi } from '../state/ui-store';
import { IconButton } from '../ui/IconButton';
import { HistoryList } from './HistoryList';

/** Opens the list of all steps, to go back or forth to any of them. */
export function HistoryButton() {
  const t = useText();
  const keysOf = useKeysOf();
  const isOpen = useUi((state) => state.isHistoryOpen);
  const showHistory = useUi((state) => state.showHistory);
  const title = t({ en: 'History', ko: '작업 내역' });
  return (
    <Popover.Root open={isOpen} onOpenChange={showHistory}>
      <Popover.Trigger asChild>
        <IconButton icon="history" label={title} hint={keysOf('edit.history')} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={title}
          className="z-40 w-80 rounded-lg border border-line bg-panel p-1 text-ink shadow-xl outline-none"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
        >
          <p className="px-2 pt-1 pb-1.5 text-xs text-muted">
            {t({
              en: 'Choose a step to go back or forward to it.',
              ko: '단계를 고르면 그때로 되돌아가거나 다시 나아갑니다.',
            })}
          </p>
          <HistoryList />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
