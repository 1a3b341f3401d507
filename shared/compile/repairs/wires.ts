import type { GraphEdge, GraphNode } from '#shared/graph/document';
import { portNames } from '#shared/graph/composite';
import { findCycles, topologicalOrder } from '#shared/graph/order';
import { layerOf } from '../infer';
import type { FindFix, Fix, RepairContext } from './definition';

const nameOf = ({ byId }: RepairContext, id: string): string => byId.get(id)?.name ?? '?';

/** Takes wires away: one by its ends, several by their number. */
function removal(context: RepairContext, wires: readonly GraphEdge[]): Fix | undefined {
  const [first] = wires;
  if (!first) return undefined;
  const [source, target] = [nameOf(context, first.source), nameOf(context, first.target)];
  return {
    label:
      wires.length === 1
        ? { en: `Remove the wire ${source} → ${target}`, ko: `연결선 ${source} → ${target} 삭제` }
        : { en: `Remove ${wires.length} wires`, ko: `연결선 ${wires.length}개 삭제` },
    repair:
      wires.length === 1
        ? { kind: 'removeWire', edgeId: first.id }
        : { kind: 'several', repairs: wires.map(({ id }) => ({ kind: 'removeWire', edgeId: id }) as const) },
  };
}

/** The wire that the problem names. */
export const removeThisWire: FindFix = (problem, context) =>
  removal(
    context,
    context.graph.edges.filter(({ id }) => id === problem.edgeId),
  );

/** Plugs a wire into the only port that its block has on that side, where there is room; else takes it away. */
export const replugWire: FindFix = (problem, context) => {
  const edge = context.graph.edges.find(({ id }) => id === problem.edgeId);
  const [source, target] = edge ? [context.byId.get(edge.source), context.byId.get(edge.target)] : [];
  const [output, ...outputs] = (source && layerOf(source)?.ports.outputs) ?? [];
  const [input, ...inputs] = (target && layerOf(target)?.ports.inputs) ?? [];
  const others = (context.incoming.get(edge?.target ?? '') ?? []).filter((other) => other !== edge);
  const isFull = input?.multiple ? others.length >= (input.most ?? Infinity) : others.length > 0;
  const isClear = output && input && outputs.length + inputs.length === 0 && !isFull;
  if (!edge || !isClear) return removeThisWire(problem, context);
  const wire = { source: edge.source, sourcePort: output.name, target: edge.target, targetPort: input.name };
  return {
    label: { en: 'Plug the wire in', ko: '연결선을 포트에 꽂기' },
    repair: {
      kind: 'several',
      repairs: [
        { kind: 'removeWire', edgeId: edge.id },
        { kind: 'connect', wire },
      ],
    },
  };
};

/** The wires that came last are too many. */
export const removeSpareWires: FindFix = ({ nodeId }, context) => {
  const node = context.byId.get(nodeId ?? '');
  const layer = node && layerOf(node);
  if (!layer) return undefined;
  const [port] = layer.ports.inputs;
  const most = !port ? 0 : port.multiple ? (port.most ?? Infinity) : 1;
  return removal(context, (context.incoming.get(node.id) ?? []).slice(most));
};

/** Wires that lead back to a block they came from: without them a walk along the wires never comes round. */
export const breakCycle: FindFix = ({ nodeId }, context) => {
  const { incoming } = context;
  const cycle = findCycles(incoming, topologicalOrder(incoming)).find(({ nodes }) =>
    nodes.includes(nodeId ?? ''),
  );
  if (!cycle) return undefined;
  const leaving = new Map<string, GraphEdge[]>(cycle.nodes.map((id) => [id, []]));
  for (const edge of cycle.edges) leaving.get(edge.source)?.push(edge);
  const back: GraphEdge[] = [];
  const state = new Map<string, 'open' | 'done'>();
  // Begins where data comes in from outside, so that the wire that leads back is the one that goes.
  const entered = cycle.nodes.filter((id) =>
    incoming.get(id)!.some(({ source }) => !cycle.nodes.includes(source)),
  );
  for (const start of [...entered, ...cycle.nodes]) walk(start, leaving, state, back);
  return removal(context, back);
};

/** Depth first, without recursion; wires to blocks that are still open lead back. */
function walk(
  start: string,
  leaving: ReadonlyMap<string, readonly GraphEdge[]>,
  state: Map<string, 'open' | 'done'>,
  back: GraphEdge[],
): void {
  if (state.has(start)) return;
  const stack = [{ id: start, rest: [...leaving.get(start)!] }];
  state.set(start, 'open');
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const edge = top.rest.shift();
    if (!edge) {
      state.set(top.id, 'done');
      stack.pop();
    } else if (state.get(edge.target) === 'open') back.push(edge);
    else if (!state.has(edge.target)) {
      state.set(edge.target, 'open');
      stack.push({ id: edge.target, rest: [...leaving.get(edge.target)!] });
    }
  }
}

/** Names of a block's inputs or outputs; those of a composite block are its composite's. */
function portsOf({ graph }: RepairContext, node: GraphNode, side: 'in' | 'out'): readonly string[] {
  if (node.type !== 'composite')
    return (layerOf(node)?.ports[side === 'in' ? 'inputs' : 'outputs'] ?? []).map(({ name }) => name);
  const composite = graph.composites.find(({ id }) => id === node.composite?.id);
  return composite ? portNames(composite, side) : [];
}

/** Blocks whose output goes nowhere yet, the nearest before `node` first; none that `node` leads to. */
function openEnds(context: RepairContext, node: GraphNode | undefined): readonly GraphNode[] {
  const { graph, outgoing } = context;
  const behind = new Set(node ? [node.id] : []);
  for (const id of behind) for (const { target } of outgoing.get(id) ?? []) behind.add(target);
  const distance = ({ position }: GraphNode): number => {
    const [x, y] = [node!.position.x - position.x, node!.position.y - position.y];
    return Math.hypot(x < 0 ? 3 * x : x, y);
  };
  const ends = graph.nodes.filter((one) => {
    const [output] = portsOf(context, one, 'out');
    return output !== undefined && !behind.has(one.id) && (outgoing.get(one.id) ?? []).length === 0;
  });
  return node ? ends.toSorted((a, b) => distance(a) - distance(b)) : ends;
}

/** Wires the block to the nearest one whose output goes nowhere. A block that joins, and has one input, is not needed. */
export const connectOpenEnd: FindFix = ({ nodeId }, context) => {
  const node = context.byId.get(nodeId ?? '');
  const [input] = node ? portsOf(context, node, 'in') : [];
  const [source] = node ? openEnds(context, node) : [];
  const [output] = source ? portsOf(context, source, 'out') : [];
  if (!node || input === undefined) return undefined;
  if (!source || output === undefined)
    return context.incoming.get(node.id)?.length === 1 ? removeBlock(node) : undefined;
  return {
    label: { en: `Connect ${source.name} → ${node.name}`, ko: `${source.name} → ${node.name} 연결` },
    repair: {
      kind: 'connect',
      wire: { source: source.id, sourcePort: output, target: node.id, targetPort: input },
    },
  };
};

const removeBlock = ({ id, name }: GraphNode): Fix => ({
  label: { en: `Remove ${name}`, ko: `${name} 삭제` },
  repair: { kind: 'removeNode', nodeId: id },
});

/** Behind the last block whose output goes nowhere; by itself where there is none. */
export const addOutput: FindFix = (_problem, context) => {
  const { order } = context.inference;
  const ends = openEnds(context, undefined).toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const last = ends.findLast(({ id }) => context.inference.nodes.get(id)?.shape) ?? ends.at(-1);
  if (!last)
    return {
      label: { en: 'Add an Output', ko: 'Output 추가' },
      repair: { kind: 'addLayer', type: 'Output', side: 'behind' },
    };
  return {
    label: { en: `Add an Output behind ${last.name}`, ko: `${last.name} 뒤에 Output 추가` },
    repair: { kind: 'insertBehind', nodeId: last.id, type: 'Output' },
  };
};

/** With the shape of the data's samples, before the first block that waits for one; by itself where none does. */
export const addInput: FindFix = (_problem, context) => {
  const { graph, info, incoming } = context;
  const first = graph.nodes.find(
    (node) => portsOf(context, node, 'in').length > 0 && (incoming.get(node.id) ?? []).length === 0,
  );
  const params = info && { params: { shape: [...info.shape] } };
  if (!first)
    return {
      label: { en: 'Add an Input', ko: 'Input 추가' },
      repair: { kind: 'addLayer', type: 'Input', side: 'before', ...params },
    };
  return {
    label: { en: `Add an Input before ${first.name}`, ko: `${first.name} 앞에 Input 추가` },
    repair: {
      kind: 'insertBefore',
      nodeId: first.id,
      type: 'Input',
      ...params,
    },
  };
};
