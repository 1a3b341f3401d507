import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { drawnGraph } from '../state/scope';

/** Tells those who do not see the canvas what is selected. */
export function SelectionStatus() {
  const t = useText();
  const names = useProject(({ project, scope, selection }) => {
    const graph = drawnGraph(project.graph, scope);
    return [
      ...graph.nodes,
      ...graph.frames.map(({ id, title }) => ({ id, name: title })),
      ...graph.notes.map(({ id, text }) => ({ id, name: text })),
    ]
      .filter(({ id }) => selection.has(id))
      .map(({ name }) => name)
      .join(', ');
  });
  return (
    <output className="sr-only">
      {names === ''
        ? t({ en: 'Nothing selected', ko: '선택한 블록 없음' })
        : t({ en: `Selected: ${names}`, ko: `선택: ${names}` })}
    </output>
  );
}
