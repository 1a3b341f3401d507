import type { NodeProps } from '@xyflow/react';
import { clsx } from 'clsx';
import { memo } from 'react';
import { FIND_LOOKS, useFindMark } from '../find/find-store';
import { useText } from '../i18n/use-text';
import { updateNote } from '../state/frames-and-notes';
import { useProject } from '../state/project-store';
import { useUi } from '../state/ui-store';
import type { NoteFlowNode } from './frame-adapter';
import { ResizeHandles } from './ResizeHandles';
import { TextEditor } from './TextEditor';

/** A text beside the blocks. */
export const NoteNode = memo(function NoteNode({ id, data, selected }: NodeProps<NoteFlowNode>) {
  const t = useText();
  const mark = useFindMark(id);
  const isEditing = useUi((state) => state.renaming === id);
  return (
    <>
      <div
        className={clsx(
          'size-full overflow-hidden rounded-md border border-warning/50 bg-warning-soft p-2.5 text-[13px] leading-5 text-ink shadow-sm group-data-[distance=far]/canvas:text-2xl group-data-[distance=middle]/canvas:text-lg group-data-[distance=tile]/canvas:text-4xl',
          mark === 'none' && selected && 'ring-2 ring-accent',
          FIND_LOOKS[mark],
        )}
      >
        {isEditing ? (
          <TextEditor
            value={data.text}
            label={t({ en: 'Text of the note', ko: '메모 내용' })}
            isLong
            onDone={(text) => {
              if (text !== data.text) write(id, text);
              useUi.getState().rename(null);
            }}
          />
        ) : data.text === '' ? (
          <p className="text-muted">{t({ en: 'Double-click to write', ko: '두 번 클릭하여 입력' })}</p>
        ) : (
          <p className="break-words whitespace-pre-wrap">{data.text}</p>
        )}
      </div>
      <ResizeHandles id={id} isVisible={selected} />
    </>
  );
});

const write = (id: string, text: string) =>
  useProject
    .getState()
    .editGraph({ en: 'Write a note', ko: '메모 쓰기' }, (graph) => updateNote(graph, id, { text }));
