import { type ReactNode, useState } from 'react';
import { EXAMPLE_KIND_LABELS, EXAMPLE_KINDS, type ExampleKind } from '#shared/project/example-kinds';
import { formatCount } from '#shared/graph/count';
import { runCommand } from '../commands/run-command';
import { useText } from '../i18n/use-text';
import { openProjectText } from '../session/project-actions';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { SearchField } from '../ui/SearchField';
import { insertBlock } from './insert-block';
import { ProjectCard } from './ProjectCard';
import { RecentCard } from './RecentCard';
import { answers } from './search-projects';
import { type Example, type Recent, useExamples, useRecent } from './use-projects';

const SHOWN_RECENT = 6;

/** Where to begin: projects opened before, ready networks by kind, blocks for the present drawing, an empty project, or a file. */
export function Gallery() {
  const t = useText();
  const [query, setQuery] = useState('');
  const [showsAll, setShowsAll] = useState(false);
  const examples = useExamples();
  const { recent, remove } = useRecent();
  const close = () => useUi.getState().open(null);
  const found = examples.filter((example) => answers(query, example, layersOf(example)));
  const blocks = examples.flatMap((example) =>
    example.blocks
      .filter((block) => answers(query, block, layersOf(example)))
      .map((block) => ({ ...block, graph: example.graph })),
  );
  const opened = recent.filter(isNamed(query));
  const isEmpty = examples.length > 0 && found.length + blocks.length + opened.length === 0;
  return (
    <Dialog title={t({ en: 'Open a project', ko: '프로젝트 열기' })} onClose={close} width="w-[68rem]">
      <div className="sticky -top-3 z-10 -mx-1 mb-4 flex flex-wrap gap-2 bg-panel px-1 py-2">
        <SearchField className="min-w-56 flex-1" label={t(SEARCH)} value={query} onChange={setQuery} />
        <Button icon="file-plus" onClick={() => runCommand('file.new')}>
          {t({ en: 'Start empty', ko: '빈 프로젝트로 시작' })}
        </Button>
        <Button icon="folder-open" onClick={() => runCommand('file.open')}>
          {t({ en: 'Open a file…', ko: '파일 열기…' })}
        </Button>
      </div>
      <div className="flex min-h-[calc(85vh-9rem)] flex-col gap-5">
        {opened.length > 0 && (
          <Section title={t({ en: 'Opened before', ko: '최근 프로젝트' })}>
            {(showsAll ? opened : opened.slice(0, SHOWN_RECENT)).map((entry) => (
              <RecentCard key={entry.path} entry={entry} onRemove={() => remove(entry.path)} />
            ))}
          </Section>
        )}
        {!showsAll && opened.length > SHOWN_RECENT && (
          <Button tone="quiet" className="-mt-3 self-start" onClick={() => setShowsAll(true)}>
            {t({ en: `All ${opened.length}`, ko: `모두 보기 (${opened.length}개)` })}
          </Button>
        )}
        {EXAMPLE_KINDS.map((kind) => (
          <Templates key={kind} kind={kind} examples={found.filter((example) => example.kind === kind)} />
        ))}
        {blocks.length > 0 && (
          <Section
            title={t({ en: 'Blocks to insert into the drawing', ko: '지금 캔버스에 넣을 수 있는 블록' })}
          >
            {blocks.map(({ composite, title, summary, graph }) => (
              <ProjectCard
                key={composite}
                graph={graph.composites.find(({ id }) => id === composite) ?? null}
                title={t({ en: `Insert: ${title.en}`, ko: `넣기: ${title.ko}` })}
                text={t(summary)}
                isFolded
                onClick={() => {
                  close();
                  insertBlock(graph, composite);
                }}
              />
            ))}
          </Section>
        )}
        {isEmpty && (
          <p className="py-10 text-center text-sm text-muted">
            {t({ en: `Nothing matches “${query}”.`, ko: `“${query}”에 맞는 것이 없습니다.` })}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Templates({ kind, examples }: { kind: ExampleKind; examples: readonly Example[] }) {
  const t = useText();
  if (examples.length === 0) return null;
  return (
    <Section title={t(EXAMPLE_KIND_LABELS[kind])}>
      {examples.map(({ id, title, summary, graph, text, weights }) => (
        <ProjectCard
          key={id}
          graph={graph}
          title={t(title)}
          text={t(summary)}
          note={t({ en: `${formatCount(weights)} parameters`, ko: `파라미터 ${formatCount(weights)}개` })}
          onClick={() => void openProjectText(text, null)}
        />
      ))}
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{title}</h3>
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">{children}</ul>
    </section>
  );
}

const layersOf = ({ graph }: Example): readonly string[] =>
  [...graph.nodes, ...graph.composites.flatMap(({ nodes }) => nodes)].map(({ type }) => type);

const isNamed =
  (query: string) =>
  ({ name, path }: Recent): boolean =>
    `${name} ${path}`.toLowerCase().includes(query.trim().toLowerCase());

const SEARCH = { en: 'Search by name, purpose or layer', ko: '이름, 용도, 층으로 찾기' };
