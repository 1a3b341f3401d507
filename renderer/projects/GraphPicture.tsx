import { clsx } from 'clsx';
import { useMemo } from 'react';
import type { GraphDoc } from '#shared/graph/document';
import { folded } from './fold-drawing';
import { PICTURED, pictureOf } from './picture-layout';

/** Beyond so much of a drawing its words are too small to be read; they are left out. */
const WIDEST_WITH_WORDS = 1_900;
const HIGHEST_WITH_WORDS = 900;
const WORD = 34;
const DETAIL = 27;
/** Widths of letters, as a share of their height. */
const LETTER = 0.58;

interface GraphPictureProps {
  readonly graph: Pick<GraphDoc, 'nodes' | 'edges'>;
  readonly className?: string;
  /** A long drawing is folded into rows, like a text. */
  readonly isFolded?: boolean;
}

/** A drawing in small: blocks in their category's colour with what they are, wires between them. */
export function GraphPicture({ graph, className, isFolded = false }: GraphPictureProps) {
  const { box, blocks, wires } = useMemo(
    () => pictureOf(isFolded ? folded(graph) : graph),
    [graph, isFolded],
  );
  const frame = clsx('w-full rounded bg-canvas', className);
  if (blocks.length === 0) return <div className={frame} />;
  const hasWords = box.width < WIDEST_WITH_WORDS && box.height < HIGHEST_WITH_WORDS;
  return (
    <svg
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      className={frame}
      aria-hidden
      preserveAspectRatio="xMidYMid meet"
    >
      {wires.map(({ id, path }) => (
        <path
          key={id}
          d={path}
          className="fill-none stroke-muted"
          strokeWidth={hasWords ? 5 : 12}
          strokeLinejoin="round"
        />
      ))}
      {blocks.map(({ id, x, y, color, label, detail }) => (
        <g key={id} transform={`translate(${x} ${y})`}>
          <rect {...PICTURED} rx={16} className="fill-panel" />
          <rect
            {...PICTURED}
            rx={16}
            fill={color}
            stroke={color}
            strokeWidth={5}
            fillOpacity={hasWords ? 0.18 : 1}
          />
          {hasWords && <Words label={label} detail={detail} />}
        </g>
      ))}
    </svg>
  );
}

/** What a block is called, in two lines where one has no room, and its value. */
function Words({ label, detail }: { label: string; detail: string }) {
  const blank = label.indexOf(' ');
  if (detail === '' && blank > 0 && sizeOf(label, WORD) < 0.75 * WORD)
    return (
      <>
        <Word text={label.slice(0, blank)} size={WORD} y={40} className="fill-ink" />
        <Word text={label.slice(blank + 1)} size={WORD} y={74} className="fill-ink" />
      </>
    );
  return (
    <>
      <Word text={label} size={WORD} y={detail === '' ? 56 : 42} className="fill-ink" />
      <Word text={detail} size={DETAIL} y={74} className="fill-muted" />
    </>
  );
}

/** The height at which a line fits into a block. */
const sizeOf = (text: string, size: number): number =>
  Math.min(size, (PICTURED.width - 16) / (text.length * LETTER));

/** A line in the middle of a block, smaller where it would not fit. */
function Word({ text, size, y, className }: { text: string; size: number; y: number; className: string }) {
  if (text === '') return null;
  return (
    <text
      x={PICTURED.width / 2}
      y={y}
      textAnchor="middle"
      fontSize={sizeOf(text, size)}
      className={className}
    >
      {text}
    </text>
  );
}
