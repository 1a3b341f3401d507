import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';

/** Tells those who do not see the canvas what is selected. */
export function SelectionStatus() {
  const t = useText();
  const names = useProject(({ project, selection }) =>
    [
      ...project.graph.nodes,
      ...project.graph.frames.map(({ id, title }) => ({ id, name: title })),
      ...project.graph.notes.map(({ id, text }) => ({ id, name: text })),
    ]
      .filter(({ id }) => selection.has(id))
      .map(({ name }) => name)
      .join(', '),
  );
  return (
    <output className="sr-only">
      {names === ''
        ? t({ en: 'Nothing selected', ko: '선택한 블록 없음' })
        : t({ en: `Selected: ${names}`, ko: `선택: ${names}` })}
    </output>
  );
}
