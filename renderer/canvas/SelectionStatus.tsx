import { useStore } from '@xyflow/react';
import { useText } from '../i18n/use-text';
import { useProject } from '../state/project-store';
import { describeBlock } from './block-description';
import { useBlock } from './flow-store';

/** Tells those who do not see the canvas what is selected: a block with all that it shows, a wire with its shape, else names. */
export function SelectionStatus() {
  const t = useText();
  const selection = useProject((state) => state.selection);
  const names = useStore(({ nodeLookup, edgeLookup }) =>
    [...selection]
      .map((id) => (nodeLookup.get(id) ?? edgeLookup.get(id))?.ariaLabel)
      .filter(Boolean)
      .join(', '),
  );
  const [only] = selection.size === 1 ? selection : [];
  const source = useStore(({ edgeLookup }) =>
    only === undefined ? undefined : edgeLookup.get(only)?.source,
  );
  const [block, before] = [useBlock(only), useBlock(source)];
  const more = block ? t(describeBlock(block)) : before?.shape;
  const words = [names, more].filter(Boolean).join(', ');
  return (
    <output className="sr-only">
      {words === ''
        ? t({ en: 'Nothing selected', ko: '선택한 블록 없음' })
        : t({ en: `Selected: ${words}`, ko: `선택: ${words}` })}
    </output>
  );
}
