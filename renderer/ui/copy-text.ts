import type { Localized } from '#shared/graph/diagnostic';
import { useUi } from '../state/ui-store';

/** Puts a text on the clipboard and says that it is there, and what it is. */
export async function copyText(text: string, what: Localized): Promise<void> {
  const { toast } = useUi.getState();
  try {
    await navigator.clipboard.writeText(text);
    toast({ en: `Copied: ${what.en}`, ko: `복사했습니다: ${what.ko}` });
  } catch {
    toast(
      {
        en: 'The browser does not let the page use the clipboard.',
        ko: '브라우저가 클립보드 사용을 막았습니다.',
      },
      'error',
    );
  }
}
