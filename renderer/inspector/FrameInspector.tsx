import { clsx } from 'clsx';
import type { Frame } from '#shared/graph/document';
import { formatCount } from '#shared/graph/count';
import { FRAME_COLORS, frameColor } from '../canvas/frame-colors';
import { FieldRow } from '../forms/FieldRow';
import { TextInput } from '../forms/TextInput';
import { useText } from '../i18n/use-text';
import { heldBy, updateFrame } from '../state/frames-and-notes';
import { useGraph, useInference, useProject } from '../state/project-store';

/** A frame: its title, its colour and what it holds. */
export function FrameInspector({ frame }: { frame: Frame }) {
  const t = useText();
  const graph = useGraph();
  const { nodes: known } = useInference();
  const held = new Set(heldBy(graph, frame));
  const blocks = graph.nodes.filter(({ id }) => held.has(id));
  const params = blocks.reduce((sum, { id }) => sum + (known.get(id)?.params ?? 0), 0);
  return (
    <div className="flex h-full flex-col">
      <header className="shrink-0 border-b border-line p-3">
        <h2 className="truncate text-base font-semibold">{frame.title}</h2>
        <p className="text-xs text-muted tabular-nums">
          {t({
            en: `Frame · ${blocks.length} ${blocks.length === 1 ? 'block' : 'blocks'} · ${formatCount(params)} parameters`,
            ko: `프레임 · 블록 ${blocks.length}개 · 파라미터 ${formatCount(params)}개`,
          })}
        </p>
      </header>
      <div className="min-h-0 flex-1 overflow-auto px-3 py-2">
        <FieldRow id="frame-title" label={t({ en: 'Title', ko: '제목' })}>
          <TextInput
            id="frame-title"
            value={frame.title}
            onText={(title) =>
              edit({ en: 'Rename the frame', ko: '프레임 이름 바꾸기' }, frame.id, { title })
            }
          />
        </FieldRow>
        <div className="flex min-h-8 items-center gap-2 py-1">
          <span id="frame-color" className="flex-1 text-sm">
            {t({ en: 'Color', ko: '색' })}
          </span>
          <div role="radiogroup" aria-labelledby="frame-color" className="flex gap-1.5">
            {FRAME_COLORS.map(({ key, css, label }) => {
              const isChosen = frameColor(frame.color).key === key;
              return (
                <input
                  key={key}
                  type="radio"
                  name="frame-color"
                  aria-label={t(label)}
                  title={t(label)}
                  className={clsx(
                    'size-6 cursor-pointer appearance-none rounded-full border-2 border-raised',
                    isChosen && 'ring-2 ring-accent',
                  )}
                  style={{ backgroundColor: css }}
                  checked={isChosen}
                  onChange={() =>
                    edit({ en: 'Color the frame', ko: '프레임 색 바꾸기' }, frame.id, { color: key })
                  }
                />
              );
            })}
          </div>
        </div>
        <p className="mt-2 text-xs text-muted">
          {t({
            en: 'What lies wholly inside moves and is copied with the frame. Deleting the frame leaves it.',
            ko: '프레임 안에 온전히 들어 있는 것은 함께 옮겨지고 복사됩니다. 프레임을 지워도 안의 블록은 남습니다.',
          })}
        </p>
      </div>
    </div>
  );
}

const edit = (label: { en: string; ko: string }, id: string, change: Partial<Omit<Frame, 'id'>>) =>
  useProject
    .getState()
    .editGraph(label, (graph) => updateFrame(graph, id, change), { merge: `${label.en} ${id}` });
