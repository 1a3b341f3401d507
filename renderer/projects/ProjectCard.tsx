import type { ReactNode } from 'react';
import type { GraphDoc } from '#shared/graph/document';
import { EMPTY_GRAPH } from '#shared/graph/document';
import { GraphPicture } from './GraphPicture';

interface ProjectCardProps {
  readonly graph: Pick<GraphDoc, 'nodes' | 'edges'> | null;
  readonly title: string;
  readonly text: string;
  readonly note?: string;
  /** Its drawing is folded where it is long. */
  readonly isFolded?: boolean;
  readonly onClick: () => void;
  readonly children?: ReactNode;
}

/** A network to choose: its picture, its name, and a line of what it is. */
export function ProjectCard({
  graph,
  title,
  text,
  note,
  isFolded = false,
  onClick,
  children,
}: ProjectCardProps) {
  return (
    <li className="relative">
      <button
        type="button"
        className="flex h-full w-full flex-col gap-1.5 rounded-lg border border-line bg-raised p-2.5 text-left hover:border-accent"
        onClick={onClick}
      >
        <GraphPicture graph={graph ?? EMPTY_GRAPH} isFolded={isFolded} className="h-32" />
        <span className="mt-0.5 flex w-full items-baseline gap-2">
          <span className="min-w-0 flex-1 text-sm font-semibold">{title}</span>
          {note !== undefined && <span className="shrink-0 text-xs text-muted tabular-nums">{note}</span>}
        </span>
        <span className="text-xs text-muted">{text}</span>
      </button>
      {children}
    </li>
  );
}
