import { BaseEdge, type EdgeProps } from '@xyflow/react';
import { type CSSProperties, memo } from 'react';
import { WireProblem } from '../problems/WireProblem';
import { useBlock } from './flow-store';
import type { WireFlowEdge } from './flow-adapter';
import { useInteraction } from './interaction-store';
import { lookAtRest, shapeOnWire, WIRE_LOOKS, type WireLook, type WireLookName } from './wire-looks';
import { wireRoute } from './wire-route';

/** Of a wire that one can take hold of; `--wire` comes from the hover. */
function styleOf(name: WireLookName): CSSProperties {
  const { color, width: strokeWidth, ...rest }: WireLook = WIRE_LOOKS[name];
  const { share = 1, dash, cap } = rest;
  const stroke =
    share === 1 ? `var(--${color})` : `color-mix(in srgb, var(--${color}) ${share * 100}%, transparent)`;
  return {
    stroke: name === 'plain' ? `var(--wire, ${stroke})` : stroke,
    strokeWidth,
    strokeDasharray: dash?.join(' '),
    strokeLinecap: cap,
  };
}

/** A wire with the shape of what runs through it, in Keras's order. */
export const WireEdge = memo(function WireEdge({
  id,
  source,
  target,
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
  const isCarried = useInteraction(({ moved }) => moved !== null && (moved.has(source) || moved.has(target)));
  const shape = useBlock(source)?.shape ?? null;
  const { path, label } = wireRoute({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, data?.channel);
  const look = mark ?? lookAtRest(selected, data?.isWrong);
  return (
    <g
      data-look={look}
      // While it hangs on what is dragged it is painted (`AfarLayer`).
      visibility={isCarried ? 'hidden' : undefined}
      className="hover:[--wire:var(--ink)] group-data-[finding=true]/canvas:opacity-30"
    >
      <BaseEdge path={path} style={styleOf(look)} interactionWidth={22} />
      {shape !== null && (
        <text
          x={label.x}
          y={label.y}
          textAnchor="middle"
          strokeWidth={4}
          strokeLinejoin="round"
          paintOrder="stroke"
          className={`stroke-canvas text-[11px] tabular-nums group-data-[distance=middle]/canvas:text-[13px] group-data-[distance=far]/canvas:hidden group-data-[distance=tile]/canvas:hidden ${
            selected ? 'fill-accent font-medium' : 'fill-muted'
          }`}
        >
          {shapeOnWire(shape)}
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
