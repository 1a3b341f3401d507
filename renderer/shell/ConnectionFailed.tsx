import { useText } from '../i18n/use-text';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { useTheme } from './use-theme';

/** Instead of the app, when the process behind the page does not answer. */
export function ConnectionFailed() {
  useTheme();
  const t = useText();
  return (
    <EmptyState
      icon="unlink"
      action={
        <Button tone="primary" icon="rotate-ccw" onClick={() => location.reload()}>
          {t({ en: 'Try again', ko: '다시 시도' })}
        </Button>
      }
    >
      {t({
        en: 'Neuroloom does not answer, or this address is from an earlier start. Start the app again and open the address it prints; unsaved work is kept.',
        ko: 'Neuroloom이 응답하지 않거나, 이 주소가 이전에 시작했을 때의 것입니다. 앱을 다시 시작하고 출력된 주소를 여세요. 저장하지 않은 작업은 남아 있습니다.',
      })}
    </EmptyState>
  );
}
