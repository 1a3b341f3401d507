import { useText } from '../i18n/use-text';
import { PastLabel } from '../snapshots/PastLabel';
import { useLive } from '../state/live-store';
import { useProblems } from '../state/project-store';

/** Of when the numbers are, where that is not now; and why nothing is drawn, where the drawing itself is the reason. */
export function ViewNote() {
  const t = useText();
  const isEmpty = useLive((state) => state.inspect === null);
  const hasErrors = useProblems().some(({ severity }) => severity === 'error');
  if (!isEmpty || !hasErrors) return <PastLabel />;
  return (
    <p className="mb-2 text-xs text-muted">
      {t({
        en: 'The numbers appear once the drawing has no errors.',
        ko: '신경망의 오류를 모두 고치면 값이 나타납니다.',
      })}
    </p>
  );
}
