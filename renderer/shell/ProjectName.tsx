import { useState } from 'react';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';

/** The project's name, which can be typed over. */
export function ProjectName() {
  const t = useText();
  const name = useProject((state) => state.project.name);
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const next = draft?.trim();
    if (next) {
      useProject
        .getState()
        .edit({ en: 'Rename project', ko: '프로젝트 이름 바꾸기' }, (project) =>
          project.name === next ? project : { ...project, name: next },
        );
    }
    setDraft(null);
  };
  return (
    <input
      className="h-8 w-36 min-w-0 truncate rounded-md border border-transparent bg-transparent px-2 text-sm font-semibold hover:border-line focus:border-line xl:w-48"
      aria-label={t({ en: 'Project name', ko: '프로젝트 이름' })}
      maxLength={200}
      value={draft ?? name}
      spellCheck={false}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
