import { useEffect, useState } from 'react';
import { EMPTY_GRAPH } from '#shared/graph/document';
import type { ApiOutput } from '#shared/protocol/api';
import { runCommand } from '../commands/run-command';
import { formatAgo } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { getHost } from '../session/host';
import { readProject, tellProblem } from '../session/project-text';
import { useProject } from '../state/project-store';
import { useSettings } from '../state/settings-store';
import { useUi } from '../state/ui-store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { EmptyState } from '../ui/EmptyState';
import { GraphPicture } from './GraphPicture';
import { useFileGraph } from './use-projects';

type Version = ApiOutput<'projects.backups'>[number];

/** What the project's file held before it was saved over: each can be brought back as one step of undo. */
export function VersionsDialog() {
  const t = useText();
  const path = useProject((state) => state.path);
  const [versions, setVersions] = useState<readonly Version[] | null>(null);
  useEffect(() => {
    if (path !== null)
      getHost().client.call('projects.backups', { path }).then(setVersions).catch(tellProblem);
  }, [path]);
  const close = () => useUi.getState().open(null);
  return (
    <Dialog title={t({ en: 'Earlier versions', ko: '이전 버전' })} onClose={close}>
      <p className="mb-3 text-sm text-muted">
        {t({
          en: 'Every save keeps what the file held before, the last 20 times. Restoring changes nothing on the disk until you save, and Undo takes it back.',
          ko: '저장할 때마다 파일의 이전 내용을 최근 20개까지 보관합니다. 되돌려도 저장하기 전에는 파일이 바뀌지 않으며, 실행 취소로 물릴 수 있습니다.',
        })}
      </p>
      {path === null || versions?.length === 0 ? (
        <EmptyState
          icon="history"
          action={
            path === null && (
              <Button icon="save" onClick={() => runCommand('file.save')}>
                {t({ en: 'Save the project', ko: '프로젝트 저장' })}
              </Button>
            )
          }
        >
          {t({
            en: 'There is no earlier version yet. The first appears when a changed project is saved again.',
            ko: '아직 이전 버전이 없습니다. 바꾼 프로젝트를 다시 저장하면 생깁니다.',
          })}
        </EmptyState>
      ) : (
        <ul className="flex min-h-24 flex-col gap-2">
          {versions?.map((version) => (
            <VersionRow key={version.path} version={version} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function VersionRow({ version: { path, savedAt } }: { version: Version }) {
  const t = useText();
  const graph = useFileGraph(path);
  const language = useSettings((state) => state.language);
  const [now] = useState(() => Date.now());
  const count = graph?.nodes.length ?? 0;
  return (
    <li className="flex items-center gap-3 rounded-lg border border-line p-2">
      <span className="w-28 shrink-0">
        <GraphPicture graph={graph ?? EMPTY_GRAPH} className="h-16" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block text-sm font-semibold">{new Date(savedAt).toLocaleString(language)}</span>
        <span className="block text-xs text-muted">
          {t(formatAgo(now - savedAt))} · {t({ en: `${count} blocks`, ko: `블록 ${count}개` })}
        </span>
      </span>
      <Button icon="history" onClick={() => void restore(path)}>
        {t({ en: 'Restore', ko: '되돌리기' })}
      </Button>
    </li>
  );
}

async function restore(path: string): Promise<void> {
  try {
    const { text } = await getHost().client.call('projects.peek', { path });
    const project = text === null ? null : readProject(text);
    if (!project) return;
    useProject
      .getState()
      .edit({ en: 'Restore an earlier version', ko: '이전 버전으로 되돌리기' }, () => project);
    useUi.getState().open(null);
  } catch (error) {
    tellProblem(error);
  }
}
