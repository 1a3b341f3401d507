import { useState } from 'react';
import { parseProject } from '#shared/project/parse';
import { formatAgo } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { forgetUnsaved, type Unsaved, useAutosave } from '../session/autosave';
import { openProjectText } from '../session/project-actions';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';

/** Work that a window left unsaved when it ended: open it, or let it go. */
export function RecoveryDialog() {
  const t = useText();
  const leftovers = useAutosave((state) => state.leftovers);
  const [now] = useState(() => Date.now());
  const close = () => useUi.getState().open(null);
  const open = async (entry: Unsaved) => {
    await openProjectText(entry.text, entry.path, false);
    if (useUi.getState().dialog === null) await forgetUnsaved(entry.key);
  };
  const discard = async (entry: Unsaved) => {
    await forgetUnsaved(entry.key);
    if (useAutosave.getState().leftovers.length === 0) close();
  };
  return (
    <Dialog title={t({ en: 'Unsaved work was found', ko: '저장하지 않은 작업이 있습니다' })} onClose={close}>
      <p className="mb-3 text-sm text-muted">
        {t({
          en: 'These projects were open when the app ended. Nothing is lost.',
          ko: '앱이 끝날 때 열려 있던 프로젝트입니다. 잃어버린 내용은 없습니다.',
        })}
      </p>
      <ul className="flex flex-col gap-2">
        {leftovers.map((entry) => (
          <li key={entry.key} className="flex items-center gap-3 rounded-lg border border-line p-3">
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-semibold">{nameOf(entry) ?? entry.key}</p>
              <p className="truncate text-xs text-muted">
                {t(formatAgo(now - entry.savedAt))}
                {entry.path !== null && ` · ${entry.path}`}
              </p>
            </div>
            <Button tone="danger" icon="trash-2" onClick={() => void discard(entry)}>
              {t({ en: 'Discard', ko: '버리기' })}
            </Button>
            <Button tone="primary" icon="history" onClick={() => void open(entry)}>
              {t({ en: 'Recover', ko: '복구' })}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function nameOf({ text }: Unsaved): string | null {
  const parsed = parseProject(text);
  return parsed.ok ? parsed.value.name : null;
}
