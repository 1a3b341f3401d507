import type { NodeProps } from '@xyflow/react';
import { clsx } from 'clsx';
import { memo } from 'react';
import { FIND_LOOKS, useFindMark } from '../find/find-store';
import { useText } from '../i18n/use-text';
import { updateFrame } from '../state/frames-and-notes';
import { useProject } from '../state/project-store';
import { useUi } from '../state/ui-store';
import type { FrameFlowNode } from './frame-adapter';
import { frameColor } from './frame-colors';
import { ResizeHandles } from './ResizeHandles';
import { TextEditor } from './TextEditor';

/** A titled rectangle behind blocks. It is taken hold of at its title; elsewhere the canvas shows through. */
export const FrameNode = memo(function FrameNode({ id, data, selected }: NodeProps<FrameFlowNode>) {
  const t = useText();
  const isRenaming = useUi((state) => state.renaming === id);
  const mark = useFindMark(id);
  const { css } = frameColor(data.color);
  return (
    <>
      <div
        className={clsx(
          'size-full rounded-xl border-2',
          mark === 'none' && selected && 'ring-2 ring-accent',
          FIND_LOOKS[mark],
        )}
        style={{
          borderColor: `color-mix(in srgb, ${css} 55%, transparent)`,
          backgroundColor: `color-mix(in srgb, ${css} 9%, transparent)`,
        }}
      >
        <div
          data-frame-handle
          className="pointer-events-auto flex h-9 cursor-grab items-center rounded-t-[10px] px-3 text-sm font-semibold group-data-[distance=far]/canvas:text-3xl group-data-[distance=middle]/canvas:text-xl group-data-[distance=tile]/canvas:h-16 group-data-[distance=tile]/canvas:text-5xl"
          style={{ backgroundColor: `color-mix(in srgb, ${css} 18%, transparent)` }}
        >
          {isRenaming ? (
            <TextEditor
              value={data.title}
              label={t({ en: 'Title of the frame', ko: '프레임 제목' })}
              onDone={(title) => {
                if (title !== data.title) rename(id, title);
                useUi.getState().rename(null);
              }}
            />
          ) : (
            <span className="min-w-0 truncate" title={data.title}>
              {data.title}
            </span>
          )}
        </div>
      </div>
      <ResizeHandles id={id} isVisible={selected} />
    </>
  );
});

const rename = (id: string, title: string) =>
  useProject
    .getState()
    .editGraph({ en: 'Rename the frame', ko: '프레임 이름 바꾸기' }, (graph) =>
      updateFrame(graph, id, { title }),
    );
