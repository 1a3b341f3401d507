import { useState } from 'react';
import { EMPTY_GRAPH } from '#shared/graph/document';
import { formatAgo } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { openRecent } from '../session/project-actions';
import { useSettings } from '../state/settings-store';
import { Icon } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { GraphPicture } from './GraphPicture';
import { type Recent, useFileGraph } from './use-projects';

interface RecentCardProps {
  readonly entry: Recent;
  readonly onRemove: () => void;
}

/** A project opened before: its picture, when and where; one that is gone says so and can only be taken off the list. */
export function RecentCard({ entry: { path, name, openedAt, missing }, onRemove }: RecentCardProps) {
  const t = useText();
  const graph = useFileGraph(path);
  const language = useSettings((state) => state.language);
  const [now] = useState(() => Date.now());
  return (
    <li className="relative">
      <button
        type="button"
        disabled={missing}
        title={`${path}\n${new Date(openedAt).toLocaleString(language)}`}
        className="flex h-full w-full gap-2.5 rounded-lg border border-line bg-raised p-2 pr-9 text-left enabled:hover:border-accent disabled:cursor-default"
        onClick={() => void openRecent(path)}
      >
        {missing ? (
          <span className="flex h-14 w-24 shrink-0 items-center justify-center rounded bg-canvas text-muted">
            <Icon name="file-x" size={22} />
          </span>
        ) : (
          <span className="w-24 shrink-0">
            <GraphPicture graph={graph ?? EMPTY_GRAPH} className="h-14" />
          </span>
        )}
        <span className="flex min-w-0 flex-1 flex-col justify-center">
          <span className="truncate text-sm font-semibold">{name}</span>
          <span className="truncate text-xs text-muted">{path}</span>
          {missing ? (
            <span className="text-xs text-danger">
              {t({ en: 'The file is no longer there', ko: '파일이 더 이상 없습니다' })}
            </span>
          ) : (
            <span className="text-xs text-muted">{t(formatAgo(now - openedAt))}</span>
          )}
        </span>
      </button>
      <IconButton
        icon="x"
        size="small"
        className="absolute top-1.5 right-1.5"
        label={t({ en: `Remove ${name} from the list`, ko: `목록에서 ${name} 지우기` })}
        onClick={onRemove}
      />
    </li>
  );
}
