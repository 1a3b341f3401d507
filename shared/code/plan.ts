import { isBypassed, layerOf, completeParams } from '#shared/compile/infer';
import type { Inference } from '#shared/compile/inference';
import { type InsideWire, insideWires, portNames } from '#shared/graph/composite';
import type { Composite, GraphDoc, GraphEdge, GraphNode } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import { type IncomingEdges, incomingEdges, topologicalOrder } from '#shared/graph/order';
import type { CodeContext, LayerDefinition, WeightSpec } from '#shared/layers/definition';

/** A value inside a body: output number `output` of step `step`, or the body's argument of that number where `step` is `ARGUMENT`. */
export interface Ref {
  readonly step: number;
  readonly output: number;
}

export const ARGUMENT = -1;

/** One layer. */
export interface BlockStep {
  readonly kind: 'block';
  /** In the expanded drawing. */
  readonly id: string;
  /** The name within its body. */
  readonly name: string;
  readonly nodeIds: readonly string[];
  readonly layer: LayerDefinition;
  readonly context: CodeContext;
  readonly inputs: readonly Ref[];
  readonly weights: readonly WeightSpec[];
  /** False when it, or a block around it, is frozen. */
  readonly trainable: boolean;
}

/** Where an argument of a round comes from: an input of the block, or an output of the round before. */
export type Feed =
  { readonly kind: 'input'; readonly index: number } | { readonly kind: 'previous'; readonly output: number };

export interface Round {
  readonly body: Body;
  /** One for each argument of `body`. */
  readonly feeds: readonly Feed[];
}

/** A composite block, with one round for each repetition. */
export interface UseStep {
  readonly kind: 'use';
  readonly id: string;
  readonly name: string;
  readonly nodeIds: readonly string[];
  readonly composite: Composite;
  readonly inputs: readonly Ref[];
  readonly rounds: readonly Round[];
  readonly outputs: readonly string[];
}

export type Step = BlockStep | UseStep;

/** Layers in an order in which each comes after its inputs. */
export interface Body {
  /** Names of the arguments. */
  readonly args: readonly string[];
  readonly steps: readonly Step[];
  readonly results: readonly Ref[];
}

/** The network as code is written from it; the results of `body` are the heads. */
export interface NetworkPlan {
  readonly body: Body;
  readonly heads: readonly { readonly id: string; readonly name: string }[];
}

interface Level {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The same wires and those from the arguments, in the order of the inputs that they lead to. */
  readonly wires: readonly InsideWire[];
}

const COMPOSITE = 'composite';

/** Whether a composite block hides an end of the network; such drawings are written layer by layer. */
const hidesEnds = ({ composites }: GraphDoc): boolean =>
  composites.some(({ nodes }) => nodes.some(({ type }) => type === 'Input' || type === 'Output'));

/** The plan of a drawing without errors; only what leads to a head is part of it. */
export function planNetwork(drawing: GraphDoc, inference: Inference): NetworkPlan {
  const graph = hidesEnds(drawing) ? { ...expandGraph(drawing).graph, composites: [] } : drawing;
  const { origin } = expandGraph(drawing);
  const composites = new Map(graph.composites.map((composite) => [composite.id, composite]));

  function blockStep(node: GraphNode, id: string, trainable: boolean, inputs: readonly Ref[]): BlockStep {
    const layer = layerOf(node)!;
    const found = inference.nodes.get(id)!;
    return {
      kind: 'block',
      id,
      name: node.name,
      nodeIds: [origin.get(id) ?? id],
      layer,
      context: {
        params: completeParams(layer, node.params),
        inputs: found.inputs,
        output: found.shape!,
        name: node.name,
      },
      inputs,
      weights: found.weights,
      trainable: trainable && node.trainable,
    };
  }

  function compositeStep(
    node: GraphNode,
    id: string,
    trainable: boolean,
    wires: readonly { readonly port: string; readonly from: Ref }[],
  ): UseStep {
    const composite = composites.get(node.composite!.id)!;
    const ports = portNames(composite, 'in');
    const drawn = portNames(composite, 'out');
    const outputs = drawn.filter(hasEnd(composite));
    const rounds = Array.from({ length: node.composite!.repeat }, (_, round): Round => {
      const fed = ports.flatMap((port, at): readonly { readonly port: string; readonly feed: Feed }[] => {
        // As `expandGraph` has it: output i of a round feeds input i of the next.
        const chained = drawn[at];
        if (round > 0 && chained !== undefined) {
          const output = outputs.indexOf(chained);
          return output < 0 ? [] : [{ port, feed: { kind: 'previous', output } }];
        }
        return wires.flatMap((wire, index) =>
          wire.port === port ? [{ port, feed: { kind: 'input', index } }] : [],
        );
      });
      const args = fed.map(({ port }) => port);
      const ends = outputs.map((name) => composite.outputs.find((output) => output.name === name)!);
      const level = { ...composite, wires: insideWires(composite) };
      const body = bodyOf(level, args, ends, `${id}/${round}/`, trainable && node.trainable);
      return { body, feeds: fed.map(({ feed }) => feed) };
    });
    return {
      kind: 'use',
      id,
      name: node.name,
      nodeIds: [origin.get(id) ?? id],
      composite,
      inputs: wires.map(({ from }) => from),
      rounds,
      outputs,
    };
  }

  function bodyOf(
    level: Level,
    args: readonly string[],
    ends: readonly { readonly node: string; readonly port: string }[],
    prefix: string,
    trainable: boolean,
  ): Body {
    const byId = new Map(level.nodes.map((node) => [node.id, node]));
    const incoming = incomingEdges(level);
    const arriving = new Map<string, InsideWire[]>();
    for (const wire of level.wires) {
      if (wire.edge && !(byId.has(wire.edge.source) && byId.has(wire.edge.target))) continue;
      const target = wire.edge ? wire.edge.target : wire.entry.node;
      const others = arriving.get(target);
      if (others) others.push(wire);
      else arriving.set(target, [wire]);
    }
    const needed = leadingTo(ends, incoming);
    const steps: Step[] = [];
    const values = new Map<string, readonly Ref[]>();
    const valueAt = (id: string, port: string): Ref => {
      const node = byId.get(id)!;
      const outputs = values.get(id)!;
      const composite = node.type === COMPOSITE ? composites.get(node.composite!.id) : undefined;
      const names = composite ? portNames(composite, 'out').filter(hasEnd(composite)) : [];
      return outputs[names.indexOf(port)] ?? outputs[0]!;
    };
    for (const id of topologicalOrder(incoming)) {
      if (!needed.has(id)) continue;
      const node = byId.get(id)!;
      const wires = (arriving.get(id) ?? []).flatMap(({ edge, entry }) =>
        edge
          ? [{ port: edge.targetPort, from: valueAt(edge.source, edge.sourcePort) }]
          : args.flatMap((name, output) =>
              name === entry.name ? [{ port: entry.port, from: { step: ARGUMENT, output } }] : [],
            ),
      );
      const layer = layerOf(node);
      if (node.type === 'Input') values.set(id, [{ step: ARGUMENT, output: 0 }]);
      else if (node.type === 'Output' || (layer ? isBypassed(node, layer) : node.bypassed)) {
        values.set(id, [wires[0]!.from]);
      } else {
        const step = layer
          ? blockStep(
              node,
              prefix + id,
              trainable,
              wires.map(({ from }) => from),
            )
          : compositeStep(node, prefix + id, trainable, wires);
        const count = step.kind === 'use' ? step.outputs.length : 1;
        values.set(
          id,
          Array.from({ length: count }, (_, output) => ({ step: steps.length, output })),
        );
        steps.push(step);
      }
    }
    return {
      args,
      steps,
      results: ends.map(({ node, port }) => valueAt(node, port)),
    };
  }

  const heads = graph.nodes.filter(({ id, type }) => type === 'Output' && inference.nodes.get(id)?.shape);
  const body = bodyOf(
    { ...graph, wires: graph.edges.map((edge) => ({ edge })) },
    ['inputs'],
    heads.map(({ id }) => ({ node: id, port: 'in' })),
    '',
    true,
  );
  return { body, heads: heads.map(({ id, name }) => ({ id, name })) };
}

/** The blocks from which one of the ends can be reached. */
function leadingTo(ends: readonly { readonly node: string }[], incoming: IncomingEdges): ReadonlySet<string> {
  const found = new Set(ends.map(({ node }) => node));
  for (const id of found) for (const { source } of incoming.get(id) ?? []) found.add(source);
  return found;
}

/** Whether something inside leads to an output of this name. */
const hasEnd =
  ({ outputs }: Composite) =>
  (name: string): boolean =>
    outputs.some((output) => output.name === name);

/** Every layer of a body, those inside of composite blocks included, each round by itself. */
export const blocksOf = (body: Body): readonly BlockStep[] =>
  body.steps.flatMap((step) =>
    step.kind === 'block' ? [step] : step.rounds.flatMap((round) => blocksOf(round.body)),
  );
