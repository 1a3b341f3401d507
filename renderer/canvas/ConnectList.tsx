import { Command } from 'cmdk';
import { useEffect, useMemo, useState } from 'react';
import type { Localized } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { CATEGORIES } from '#shared/layers/categories';
import { LAYERS } from '#shared/layers/table';
import { useText } from '../i18n/use-text';
import { BLOCK } from '../state/block-place';
import { canvasView } from '../state/canvas-view';
import { blockKind } from '../state/block-kind';
import { findNode, replacedBy } from '../state/graph-edits';
import { useGraph, useInference } from '../state/project-store';
import { Icon } from '../ui/Icon';
import {
  type Candidate,
  connectCandidates,
  type ConnectStart,
  connectStarts,
  endName,
} from './connect-candidates';
import { ConnectPreview } from './ConnectPreview';
import { wireBetween } from './connection-rules';
import { focusCanvas } from './focus-canvas';
import { foreseenProblem } from './foreseen';
import { closeConnectList, useInteraction } from './interaction-store';
import { refusedBlocks } from './use-connecting';
import { drawWire } from './wire-actions';

/** Room that the list takes at the left of the canvas. */
const WIDTH = 304;

/** The list of ports that a wire can be led to by keyboard, with the reason where it cannot. */
export function ConnectList() {
  const id = useInteraction((state) => state.connectingFrom);
  return id !== null && <OpenList key={id} id={id} />;
}

function OpenList({ id }: { id: string }) {
  const t = useText();
  const graph = useGraph();
  const [turn, setTurn] = useState(0);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState('');
  const starts = useMemo(() => connectStarts(graph, id), [graph, id]);
  const start = starts[turn % Math.max(1, starts.length)];
  const all = useMemo(() => (start ? connectCandidates(graph, start) : []), [graph, start]);
  const shown = all.filter(({ end }) => matches(graph, end.nodeId, query));
  const current = shown.find(({ end }) => keyOf(end) === chosen) ?? shown[0];
  useMarks(start, current, graph);
  if (!start) return null;

  const take = ({ end, refusal }: Candidate) => {
    if (refusal) return;
    drawWire(start.from, end, start.plugged);
    closeConnectList();
    focusCanvas();
  };
  return (
    <>
      {current && <ConnectPreview from={start.from} to={current.end} isRefused={current.refusal !== null} />}
      <Command
        label={t(titleOf(graph, start))}
        loop
        shouldFilter={false}
        value={current ? keyOf(current.end) : ''}
        onValueChange={setChosen}
        className="nowheel absolute top-3 left-3 z-30 flex max-h-[min(420px,calc(100%-24px))] flex-col overflow-hidden rounded-lg border border-line bg-panel shadow-xl"
        style={{ width: WIDTH }}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) closeConnectList();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            closeConnectList();
            focusCanvas();
          } else if (event.key === 'Tab') setTurn(turn + (event.shiftKey ? starts.length - 1 : 1));
          else return;
          event.preventDefault();
        }}
      >
        <p className="px-3 pt-2 text-xs font-medium text-muted">{t(titleOf(graph, start))}</p>
        <Command.Input
          ref={takeFocus}
          value={query}
          onValueChange={setQuery}
          placeholder={t({ en: 'Name or layer', ko: '이름 또는 층' })}
          className="h-9 shrink-0 border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-muted"
        />
        <Command.List
          className="min-h-0 flex-1 overflow-y-auto p-1"
          onMouseDown={(event) => event.preventDefault()}
        >
          <Command.Empty className="p-4 text-center text-sm text-muted">
            {t({ en: 'No other block matches.', ko: '맞는 블록이 없습니다.' })}
          </Command.Empty>
          {shown.map((candidate) => (
            <Entry key={keyOf(candidate.end)} candidate={candidate} graph={graph} onTake={take} />
          ))}
        </Command.List>
        {current && <Outlook start={start} candidate={current} graph={graph} />}
        <p className="shrink-0 border-t border-line px-3 py-1.5 text-[11px] text-muted">
          {t(starts.length > 1 ? KEYS_MANY : KEYS)}
        </p>
      </Command>
    </>
  );
}

const KEYS: Localized = { en: '↑ ↓ choose · Enter connects', ko: '↑ ↓ 고르기 · Enter 연결' };
const KEYS_MANY: Localized = {
  en: '↑ ↓ choose · Enter connects · Tab: other end',
  ko: '↑ ↓ 고르기 · Enter 연결 · Tab 다른 쪽',
};

const takeFocus = (field: HTMLInputElement | null) => field?.focus({ preventScroll: true });
const keyOf = ({ nodeId, port }: Candidate['end']): string => `${nodeId}/${port}`.toLowerCase();

function matches(graph: GraphDoc, nodeId: string, query: string): boolean {
  const node = findNode(graph, nodeId);
  const { en, ko } = blockKind(node?.type ?? '');
  return `${node?.name} ${en} ${ko}`.toLowerCase().includes(query.trim().toLowerCase());
}

/** Shows on the canvas what the chosen entry would do, and brings it into view. */
function useMarks(start: ConnectStart | undefined, current: Candidate | undefined, graph: GraphDoc): void {
  const refused = useMemo(
    () => (start ? refusedBlocks(graph, start.from, start.plugged) : new Set<string>()),
    [graph, start],
  );
  useEffect(() => {
    if (!start) return;
    const fits = current && !current.refusal;
    const wire = fits ? wireBetween(start.from, current.end) : null;
    useInteraction.setState({
      connecting: { ...start, refused },
      aimed: fits ? current.end.nodeId : null,
      replaced: wire ? replacedBy(graph, wire, start.plugged).map(({ id }) => id) : [],
    });
    const node = current && findNode(graph, current.end.nodeId);
    if (node) canvasView()?.bringIn({ ...node.position, ...BLOCK }, { left: WIDTH + 16 });
  }, [start, current, graph, refused]);
}

interface EntryProps {
  readonly candidate: Candidate;
  readonly graph: GraphDoc;
  readonly onTake: (candidate: Candidate) => void;
}

function Entry({ candidate, graph, onTake }: EntryProps) {
  const t = useText();
  const { end, refusal } = candidate;
  const node = findNode(graph, end.nodeId);
  const layer = node && Object.hasOwn(LAYERS, node.type) ? LAYERS[node.type] : undefined;
  return (
    <Command.Item
      value={keyOf(end)}
      data-refused={refusal !== null}
      onSelect={() => onTake(candidate)}
      className="flex cursor-pointer items-start gap-2 rounded-md px-2 py-1.5 text-sm data-[selected=true]:bg-accent-soft"
    >
      <span
        className="mt-0.5 shrink-0"
        style={{ color: layer ? CATEGORIES[layer.category].color : 'var(--muted)' }}
      >
        <Icon name={refusal ? 'circle-x' : (layer?.icon ?? 'package')} size={14} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex gap-2">
          <span className={refusal ? 'truncate text-muted' : 'truncate font-medium'}>
            {endName(graph, end)}
          </span>
          <span className="min-w-0 flex-1 truncate text-right text-xs leading-5 text-muted">
            {node && t(blockKind(node.type))}
          </span>
        </span>
        {refusal && <span className="block text-xs text-danger">{t(refusal.message)}</span>}
      </span>
    </Command.Item>
  );
}

/** What else the chosen wire would bring about: a wire that gives way, a shape that does not fit. */
function Outlook({ start, candidate, graph }: { start: ConnectStart } & Omit<EntryProps, 'onTake'>) {
  const t = useText();
  const inference = useInference();
  const { end, refusal } = candidate;
  const problem = useMemo(
    () => (refusal ? null : foreseenProblem(graph, inference, start.from, end, start.plugged)),
    [graph, inference, start, end, refusal],
  );
  const wire = refusal ? null : wireBetween(start.from, end);
  const replaced = wire ? replacedBy(graph, wire, start.plugged) : [];
  const names = replaced.map(({ source }) => findNode(graph, source)?.name ?? '').join(', ');
  const lines: Localized[] = [
    ...(names === ''
      ? []
      : [
          {
            en: `Takes the place of the wire from ${names}.`,
            ko: `${names}에서 오는 연결선을 대신합니다.`,
          },
        ]),
    ...(problem ? [problem.message] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <output className="block shrink-0 bg-warning-soft px-3 py-1.5 text-xs text-warning">
      {lines.map((line) => (
        <span key={line.en} className="block">
          {t(line)}
        </span>
      ))}
    </output>
  );
}

function titleOf(graph: GraphDoc, { from, plugged }: ConnectStart): Localized {
  const name = endName(graph, from);
  if (plugged !== undefined)
    return from.side === 'out'
      ? { en: `Lead the wire from ${name} to`, ko: `${name}에서 나온 연결선을 옮길 곳` }
      : { en: `Feed ${name} from`, ko: `${name}에 이을 앞쪽 블록` };
  return from.side === 'out'
    ? { en: `Connect the output of ${name} to`, ko: `${name}의 출력을 이을 곳` }
    : { en: `Connect the input of ${name} to`, ko: `${name}의 입력에 이을 곳` };
}
