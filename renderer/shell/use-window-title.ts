import { useEffect } from 'react';
import { isDirty, useProject } from '../state/project-store';

/** The window is called after the project; a dot marks unsaved work. */
export function useWindowTitle(): void {
  const name = useProject((state) => state.project.name);
  const dirty = useProject(isDirty);
  useEffect(() => {
    document.title = `${dirty ? '● ' : ''}${name} – Neuroloom`;
  }, [name, dirty]);
}
