import { type ReactFlowState, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import type { GraphDoc } from '#shared/graph/document';
import { useText } from '../i18n/use-text';
import { replacedBy } from '../state/graph-edits';
import { useGraph } from '../state/project-store';
import { Icon } from '../ui/Icon';
import { type Aim, aimOf } from './aim';
import { type End, wireBetween } from './connection-rules';
import { useInteraction } from './interaction-store';

const selectConnection = ({ connection }: ReactFlowState) => (connection.inProgress ? connection : null);

/** While a wire is drawn: marks the block and the wires that it would touch, and says beside the pointer why a place refuses it. */
export function ConnectionHint() {
  const t = useText();
  const connection = useStore(selectConnection);
  const [left, top, zoom] = useStore((state) => state.transform);
  const connecting = useInteraction((state) => state.connecting);
  const graph = useGraph();
  const to = connection?.to ?? { x: 0, y: 0 };
  const drawing = { x: (to.x - left) / zoom, y: (to.y - top) / zoom };
  const aim = connection && connecting ? aimOf(graph, connecting, connection.toHandle, drawing) : null;
  const aimed = aim && !aim.refusal ? aim.end.nodeId : null;
  const replaced = aim && connecting ? replacedWires(graph, connecting.from, aim, connecting.plugged) : '';

  useEffect(() => {
    useInteraction.setState({ aimed, replaced: replaced === '' ? [] : replaced.split(' ') });
  }, [aimed, replaced]);

  if (!aim?.refusal) return null;
  return (
    <div
      role="alert"
      className="pointer-events-none absolute top-0 left-0 z-20 flex w-max max-w-72 items-start gap-1.5 rounded-md bg-danger-soft px-2 py-1.5 text-xs text-danger shadow-lg"
      style={{ transform: `translate(${to.x + 16}px, ${to.y + 16}px)` }}
    >
      <Icon name="circle-alert" size={14} className="mt-px shrink-0" />
      {t(aim.refusal.message)}
    </div>
  );
}

/** Ids of the wires that give way, with blanks between. */
function replacedWires(
  graph: GraphDoc,
  from: End,
  { end, refusal }: Aim,
  plugged: string | undefined,
): string {
  const wire = refusal ? null : wireBetween(from, end);
  if (!wire) return '';
  return replacedBy(graph, wire, plugged)
    .map(({ id }) => id)
    .join(' ');
}
