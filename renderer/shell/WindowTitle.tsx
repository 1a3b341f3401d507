import { useEffect } from 'react';
import { afterPaint } from '../state/after-paint';
import { isDirty, useProject } from '../state/project-store';

/** The window is called after the project; a dot marks unsaved work. */
export function WindowTitle() {
  const name = useProject((state) => state.project.name);
  const dirty = useProject(isDirty);
  useEffect(
    () =>
      afterPaint(() => {
        document.title = `${dirty ? '● ' : ''}${name} – Neuroloom`;
      }),
    [name, dirty],
  );
  return null;
}
