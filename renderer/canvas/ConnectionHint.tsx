import { type ConnectionInProgress, type ReactFlowState, useStore } from '@xyflow/react';
import { clsx } from 'clsx';
import { useEffect, useMemo } from 'react';
import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { useText } from '../i18n/use-text';
import { replacedBy } from '../state/graph-edits';
import { useGraph, useInference } from '../state/project-store';
import { Icon } from '../ui/Icon';
import { type Aim, aimOf } from './aim';
import type { ConnectStart } from './connect-candidates';
import { type End, wireBetween } from './connection-rules';
import { foreseenProblem } from './foreseen';
import { useInteraction } from './interaction-store';

const selectConnection = ({ connection }: ReactFlowState) => (connection.inProgress ? connection : null);

/**
 * While a wire is drawn: marks the block and the wires that it would touch, and says beside the pointer why a place refuses it, or what
 * would be wrong there.
 */
export function ConnectionHint() {
  const connection = useStore(selectConnection);
  return connection && <Hint connection={connection} />;
}

function Hint({ connection: { to, toHandle } }: { connection: ConnectionInProgress }) {
  const t = useText();
  const [left, top, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const connecting = useInteraction((state) => state.connecting);
  const graph = useGraph();
  const drawing = { x: (to.x - left) / zoom, y: (to.y - top) / zoom };
  const aim = connecting ? aimOf(graph, connecting, toHandle, drawing) : null;
  const aimed = aim && !aim.refusal ? aim.end.nodeId : null;
  const replaced = aim && connecting ? replacedWires(graph, connecting.from, aim, connecting.plugged) : '';

  useEffect(() => {
    useInteraction.setState({ aimed, replaced: replaced === '' ? [] : replaced.split(' ') });
  }, [aimed, replaced]);
  useEffect(() => () => useInteraction.setState({ aimed: null, replaced: [] }), []);

  const foreseen = useForeseen(connecting, aim);
  const message = aim?.refusal?.message ?? foreseen?.message;
  if (!message) return null;
  const isRefused = Boolean(aim?.refusal);
  return (
    <div
      role="alert"
      className={clsx(
        'pointer-events-none absolute top-0 left-0 z-20 flex w-max max-w-72 items-start gap-1.5 rounded-md px-2 py-1.5 text-xs shadow-lg',
        isRefused ? 'bg-danger-soft text-danger' : 'bg-warning-soft text-warning',
      )}
      style={{
        transform: `translate(${beside(to.x, width - ROOM.width)}, ${beside(to.y, height - ROOM.height)})`,
      }}
    >
      <Icon name={isRefused ? 'circle-alert' : 'triangle-alert'} size={14} className="mt-px shrink-0" />
      {t(message)}
    </div>
  );
}

/** What the words need beside the pointer, in CSS pixels, with the gap between. */
const ROOM = { width: 288 + 24, height: 88 };
const GAP = 16;

/** Where they begin: behind the pointer, or before it where there is no room behind it. */
const beside = (at: number, most: number): string =>
  at <= most ? `${at + GAP}px` : `calc(${at - GAP}px - 100%)`;

/** What would be wrong with a wire that can be drawn, as a shape that does not fit; worked out once for each port. */
function useForeseen(connecting: ConnectStart | null, aim: Aim | null): Diagnostic | null {
  const graph = useGraph();
  const inference = useInference();
  const from = connecting?.from;
  const plugged = connecting?.plugged;
  const { nodeId, port, side } = aim && !aim.refusal ? aim.end : NOWHERE;
  return useMemo(
    () =>
      from && nodeId !== '' ? foreseenProblem(graph, inference, from, { nodeId, port, side }, plugged) : null,
    [graph, inference, from, plugged, nodeId, port, side],
  );
}

const NOWHERE: End = { nodeId: '', port: '', side: 'in' };

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
