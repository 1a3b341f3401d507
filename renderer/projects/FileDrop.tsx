import { useEffect, useState } from 'react';
import { useText } from '../i18n/use-text';
import { openDropped } from '../session/project-actions';
import { useUi } from '../state/ui-store';
import { Icon } from '../ui/Icon';

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/** Opens a project file that is dropped anywhere on the window, and says so while it is held over it. */
export function FileDrop() {
  const t = useText();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      // Only out of the window there is nothing behind.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files[0]) void openDropped(files[0]);
      if (files.length > 1) useUi.getState().toast(ONE_ONLY);
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-3 z-50 flex flex-col items-center justify-center gap-2 rounded-xl border-2 border-dashed border-accent bg-panel/85">
      <Icon name="folder-open" size={32} className="text-accent" />
      <p className="text-base font-semibold">
        {t({ en: 'Drop to open this project', ko: '놓으면 프로젝트를 엽니다' })}
      </p>
      <p className="text-sm text-muted">
        {t({ en: 'A project file or a Neuroloom archive', ko: '프로젝트 파일이나 Neuroloom 압축 파일' })}
      </p>
    </div>
  );
}

const ONE_ONLY = {
  en: 'Only the first of the files was opened.',
  ko: '여러 파일 중 첫 번째만 열었습니다.',
};
