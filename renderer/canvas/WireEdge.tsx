import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { WireProblem } from '../problems/WireProblem';
import type { WireFlowEdge } from './flow-adapter';
import { useInteraction } from './interaction-store';
import { wireRoute } from './wire-route';

const LOOKS = {
  // `--wire` comes from the hover.
  plain: { stroke: 'var(--wire, color-mix(in srgb, var(--muted) 75%, transparent))', strokeWidth: 1.75 },
  selected: { stroke: 'var(--accent)', strokeWidth: 2.75 },
  wrong: { stroke: 'var(--danger)', strokeWidth: 2, strokeDasharray: '2 5', strokeLinecap: 'round' },
  spliced: { stroke: 'var(--accent)', strokeWidth: 5 },
  replaced: { stroke: 'var(--danger)', strokeWidth: 2, strokeDasharray: '7 5' },
} as const;

/** A wire with the shape of what runs through it, in Keras's order. */
export const WireEdge = memo(function WireEdge({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  selected,
  data,
}: EdgeProps<WireFlowEdge>) {
  const mark = useInteraction(({ spliced, replaced }) =>
    spliced === id ? 'spliced' : replaced.includes(id) ? 'replaced' : null,
  );
  const { path, label } = wireRoute({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data?.channel);
  const look = mark ?? (selected ? 'selected' : data?.isWrong ? 'wrong' : 'plain');
  return (
    <g data-look={look} className="hover:[--wire:var(--ink)] group-data-[finding=true]/canvas:opacity-30">
      <BaseEdge path={path} style={LOOKS[look]} interactionWidth={22} />
      {data?.shape !== null && (
        <text
          x={label.x}
          y={label.y}
          textAnchor="middle"
          strokeWidth={4}
          strokeLinejoin="round"
          paintOrder="stroke"
          className={`stroke-canvas text-[11px] tabular-nums group-data-[distance=far]/canvas:hidden group-data-[distance=tile]/canvas:hidden ${
            selected ? 'fill-accent font-medium' : 'fill-muted'
          }`}
        >
          {data?.shape}
        </text>
      )}
      {data?.isWrong && !mark && <WireProblem edgeId={id} x={label.x} y={label.y + 7} />}
      {mark === 'spliced' && <SpliceMark x={label.x} y={label.y + 7} />}
    </g>
  );
});

/** A plus where the block will stand. */
const SpliceMark = ({ x, y }: { x: number; y: number }) => (
  <g transform={`translate(${x} ${y})`} aria-hidden>
    <circle r={11} className="fill-accent" />
    <path d="M-5,0H5M0,-5V5" className="stroke-on-accent" strokeWidth={2} strokeLinecap="round" />
  </g>
);
