import { formatFlops, formatPart } from '#shared/compile/preflight/format';
import { useText } from '../i18n/use-text';
import { useInference } from '../state/project-store';
import { useSettings } from '../state/settings-store';

/** Which share of the network's operations a block has, as a bar at its lower edge, where that is to be shown. */
export function CostBar({ nodeId }: { nodeId: string }) {
  const isShown = useSettings((state) => state.showCost);
  return isShown ? <Bar nodeId={nodeId} /> : null;
}

function Bar({ nodeId }: { nodeId: string }) {
  const t = useText();
  const { nodes, flops: all } = useInference();
  const flops = nodes.get(nodeId)?.flops ?? 0;
  const share = all > 0 ? flops / all : 0;
  const text = t({
    en: `${formatPart(share)} of the network’s operations (${formatFlops(flops)})`,
    ko: `신경망 연산의 ${formatPart(share)} (${formatFlops(flops)})`,
  });
  return (
    <div
      title={text}
      data-cost-share={share}
      className="absolute -bottom-3.5 left-0 flex h-2.5 w-full items-center gap-1 text-[10px] leading-none text-muted tabular-nums"
    >
      <span className="sr-only">{text}</span>
      <span className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full"
          style={{ width: `${share * 100}%`, backgroundColor: heat(share) }}
        />
      </span>
      <span
        aria-hidden
        className="shrink-0 group-data-[distance=far]/canvas:hidden group-data-[distance=tile]/canvas:hidden"
      >
        {formatPart(share)}
      </span>
    </div>
  );
}

/** From the accent to the warning colour, the larger the share; its length says the same. */
const heat = (share: number): string =>
  `color-mix(in oklab, var(--warning) ${Math.round(100 * Math.min(1, share * 1.5))}%, var(--accent))`;
