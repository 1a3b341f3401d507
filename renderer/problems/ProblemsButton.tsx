import { useText } from '../i18n/use-text';
import { useSettings } from '../state/settings-store';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';

/** Leads to the list of problems, out of a dialog too. */
export function ProblemsButton({ className = '' }: { className?: string }) {
  const t = useText();
  const show = () => {
    useUi.getState().open(null);
    useSettings.getState().set({ dockTab: 'problems' });
  };
  return (
    <Button icon="triangle-alert" className={className} onClick={show}>
      {t({ en: 'Show the problems', ko: '문제 보기' })}
    </Button>
  );
}
