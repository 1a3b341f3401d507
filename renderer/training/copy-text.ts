import type { Localized } from '#shared/graph/diagnostic';
import { useUi } from '../state/ui-store';

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string, what: Localized): Promise<void> {
  const { toast } = useUi.getState();
  try {
    await navigator.clipboard.writeText(text);
    toast({ en: `Copied: ${what.en}`, ko: `복사했습니다: ${what.ko}` });
  } catch {
    toast({ en: 'The clipboard cannot be written.', ko: '클립보드에 쓸 수 없습니다.' }, 'error');
  }
}
