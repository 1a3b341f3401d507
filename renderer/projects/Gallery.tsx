import { useEffect, useState } from 'react';
import type { ApiOutput } from '#shared/protocol/api';
import { runCommand } from '../commands/run-command';
import { formatAgo } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { getHost } from '../session/host';
import { openProjectText, openRecent, tellProblem } from '../session/project-actions';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { GraphPicture } from './GraphPicture';

type Example = ApiOutput<'projects.examples'>[number];
type Recent = ApiOutput<'projects.recent'>[number];

/** Where to begin: ready examples, projects opened before, an empty one, or a file. */
export function Gallery() {
  const t = useText();
  const [examples, setExamples] = useState<readonly Example[]>([]);
  const [recent, setRecent] = useState<readonly Recent[]>([]);
  const close = () => useUi.getState().open(null);
  useEffect(() => {
    const { client } = getHost();
    client.call('projects.examples', {}).then(setExamples).catch(tellProblem);
    client.call('projects.recent', {}).then(setRecent).catch(tellProblem);
  }, []);
  return (
    <Dialog title={t({ en: 'Open a project', ko: '프로젝트 열기' })} onClose={close} width="w-[56rem]">
      <div className="mb-4 flex gap-2">
        <Button icon="file-plus" onClick={() => runCommand('file.new')}>
          {t({ en: 'Empty project', ko: '빈 프로젝트' })}
        </Button>
        <Button icon="folder-open" onClick={() => runCommand('file.open')}>
          {t({ en: 'Open a file…', ko: '파일 열기…' })}
        </Button>
      </div>
      <h3 className="mb-2 text-sm font-semibold">{t({ en: 'Examples', ko: '예제' })}</h3>
      <ul className="grid min-h-60 grid-cols-2 gap-3 md:grid-cols-3">
        {examples.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              className="flex h-full w-full flex-col gap-2 rounded-lg border border-line bg-raised p-3 text-left hover:border-accent"
              onClick={() => void openProjectText(example.text, null)}
            >
              <GraphPicture text={example.text} />
              <span className="text-sm font-semibold">{t(example.title)}</span>
              <span className="text-xs text-muted">{t(example.summary)}</span>
            </button>
          </li>
        ))}
      </ul>
      {recent.length > 0 && (
        <>
          <h3 className="mt-5 mb-1 text-sm font-semibold">
            {t({ en: 'Opened before', ko: '최근 프로젝트' })}
          </h3>
          <ul>
            {recent.map(({ path, name, openedAt }) => (
              <li key={path}>
                <button
                  type="button"
                  className="flex h-9 w-full items-center gap-3 rounded-md px-2 text-left text-sm hover:bg-hover"
                  onClick={() => void openRecent(path)}
                >
                  <span className="max-w-[40%] truncate">{name}</span>
                  <span className="min-w-0 flex-1 truncate text-xs text-muted">{path}</span>
                  <Ago at={openedAt} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function Ago({ at }: { at: number }) {
  const t = useText();
  const [now] = useState(() => Date.now());
  return <span className="shrink-0 text-xs text-muted">{t(formatAgo(now - at))}</span>;
}
