import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { type UnsavedAnswer, useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';

/** Before another project takes the place of one with unsaved changes. */
export function UnsavedDialog() {
  const t = useText();
  const name = useProject((state) => state.project.name);
  const answer = (what: UnsavedAnswer) => useUi.getState().answer?.(what);
  return (
    <Dialog
      title={t({ en: `Save changes to “${name}”?`, ko: `“${name}”의 변경 내용을 저장할까요?` })}
      onClose={() => answer('cancel')}
      width="w-[28rem]"
    >
      <p className="mb-4 text-sm text-muted">
        {t({
          en: 'Without saving, the changes since the last save are gone.',
          ko: '저장하지 않으면 마지막으로 저장한 뒤의 변경 내용이 사라집니다.',
        })}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={() => answer('cancel')}>{t({ en: 'Cancel', ko: '취소' })}</Button>
        <Button tone="danger" onClick={() => answer('discard')}>
          {t({ en: 'Do not save', ko: '저장 안 함' })}
        </Button>
        <Button tone="primary" icon="save" onClick={() => answer('save')}>
          {t({ en: 'Save', ko: '저장' })}
        </Button>
      </div>
    </Dialog>
  );
}
