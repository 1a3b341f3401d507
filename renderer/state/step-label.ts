import type { Localized } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';

const MOST = 24;

const short = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text);

/** How a step calls what it is about: one thing by its name, several by their number. Wires among blocks are not counted. */
export function nameOf(
  { nodes, edges, frames, notes }: GraphDoc,
  ids: ReadonlySet<string> | readonly string[],
): Localized {
  const all = new Set(ids);
  const blocks = nodes.filter(({ id }) => all.has(id)).map(({ name }) => name);
  const others = [
    ...frames.filter(({ id }) => all.has(id)).map(({ title }) => title),
    ...notes.filter(({ id }) => all.has(id)).map(({ text }) => text.split('\n')[0]!),
  ];
  const items = [...blocks, ...others];
  if (items.length === 1 && items[0] !== '') return { en: short(items[0]!), ko: short(items[0]!) };
  if (items.length === 0) return wireName(nodes, edges, all);
  const count = items.length;
  if (others.length === 0) return { en: `${count} blocks`, ko: `블록 ${count}개` };
  return count === 1 ? { en: 'a note', ko: '메모' } : { en: `${count} items`, ko: `항목 ${count}개` };
}

function wireName(nodes: GraphDoc['nodes'], edges: GraphDoc['edges'], ids: ReadonlySet<string>): Localized {
  const wires = edges.filter(({ id }) => ids.has(id));
  const name = (id: string) => short(nodes.find((node) => node.id === id)?.name ?? '?');
  const [wire] = wires;
  if (wires.length === 1 && wire) {
    const ends = `${name(wire.source)} → ${name(wire.target)}`;
    return { en: `the wire ${ends}`, ko: `연결선 ${ends}` };
  }
  return { en: `${wires.length} wires`, ko: `연결선 ${wires.length}개` };
}

/** `Delete dense`, `dense 삭제`. */
export function stepLabel(
  verb: Localized,
  graph: GraphDoc,
  ids: ReadonlySet<string> | readonly string[],
): Localized {
  const name = nameOf(graph, ids);
  return { en: `${verb.en} ${name.en}`, ko: `${name.ko} ${verb.ko}` };
}
