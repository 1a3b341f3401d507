import { runCommand } from '../commands/run-command';
import { useText } from '../i18n/use-text';
import { useIsEmpty } from '../state/project-store';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';

/** Says how to begin, while nothing is drawn. */
export function EmptyCanvas() {
  const t = useText();
  const isEmpty = useIsEmpty();
  if (!isEmpty) return null;
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex flex-col items-center justify-center gap-3 p-6 text-center">
      <Icon name="layers" size={28} className="text-muted" />
      <p className="text-base font-medium">{t({ en: 'Nothing drawn yet', ko: '아직 그린 것이 없습니다' })}</p>
      <p className="max-w-sm text-sm text-muted">
        {t({
          en: 'Drag layers from the left, or double-click here to search for one. Begin with Input, end with Output.',
          ko: '왼쪽에서 층을 끌어다 놓거나, 여기를 더블클릭해 층을 찾으세요. Input으로 시작해 Output으로 끝냅니다.',
        })}
      </p>
      <div className="pointer-events-auto flex gap-2">
        <Button tone="primary" icon="plus" onClick={() => runCommand('view.addLayer')}>
          {t({ en: 'Add a layer', ko: '층 추가' })}
        </Button>
        <Button icon="layout-grid" onClick={() => runCommand('file.examples')}>
          {t({ en: 'Open an example', ko: '예제 열기' })}
        </Button>
      </div>
    </div>
  );
}
