import { type ReactFlowState, useStore } from '@xyflow/react';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';

/** Tells those who do not see the canvas what is selected: a block with all that it shows, a wire with its shape, else names. */
export function SelectionStatus() {
  const t = useText();
  const selection = useProject((state) => state.selection);
  const words = useStore((state) => wordsOf(state, selection));
  return (
    <output className="sr-only">
      {words === ''
        ? t({ en: 'Nothing selected', ko: '선택한 블록 없음' })
        : t({ en: `Selected: ${words}`, ko: `선택: ${words}` })}
    </output>
  );
}

function wordsOf({ nodeLookup, edgeLookup }: ReactFlowState, selection: ReadonlySet<string>): string {
  const [only] = selection;
  const wire = only === undefined ? undefined : edgeLookup.get(only);
  if (selection.size === 1 && wire) return [wire.ariaLabel, wire.data?.['shape']].filter(Boolean).join(', ');
  const items = [...selection].flatMap((id) => nodeLookup.get(id) ?? []);
  const description = items.length === 1 ? items[0]!.domAttributes?.['aria-description'] : undefined;
  return [...items.map(({ ariaLabel }) => ariaLabel), description].filter(Boolean).join(', ');
}
