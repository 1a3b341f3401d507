import type { GraphEdge, GraphNode, Params } from '#shared/graph/document';
import { incomingEdges } from '#shared/graph/order';
import type { Shape } from '#shared/graph/shape';
import type { LayerDefinition } from '#shared/layers/definition';
import type { CheckSource } from '../check-source';
import { completeParams, isBypassed, layerOf } from '../infer';
import type { Inference } from '../inference';

/** A block that computes something: of a known type, not bypassed, with a shape. */
export interface LintBlock {
  readonly node: GraphNode;
  readonly layer: LayerDefinition;
  /** Complete. */
  readonly params: Params;
  readonly inputs: readonly Shape[];
  readonly shape: Shape;
}

/** A drawing and what is known of it, as the lints look at it. */
export interface LintContext extends CheckSource {
  readonly inference: Inference;
  /** In the drawing's order. */
  readonly blocks: readonly LintBlock[];
  /** The only wire into `node`, when there is one. */
  wireInto(node: GraphNode): GraphEdge | undefined;
  /** The nearest block before `node` along single wires, leaving out bypassed blocks and those of the types `passing`. */
  before(node: GraphNode, passing?: ReadonlySet<string>): GraphNode | undefined;
  /** The nearest blocks behind `node`, leaving out bypassed blocks and those of the types `passing`. */
  after(node: GraphNode, passing?: ReadonlySet<string>): readonly GraphNode[];
  /** Whether one of the blocks behind `node`, however far, fulfils a condition. */
  leadsTo(node: GraphNode, condition: (behind: GraphNode) => boolean): boolean;
  /** A block at work by its node's id. */
  blockOf(node: GraphNode | undefined): LintBlock | undefined;
}

/** The activation a block applies: its parameter, softmax for a Softmax block, or undefined when it has none. */
export function activationOf(node: GraphNode): string | undefined {
  const layer = layerOf(node);
  if (!layer || isBypassed(node, layer)) return undefined;
  if (node.type === 'Softmax') return 'softmax';
  if (!Object.hasOwn(layer.params, 'activation')) return undefined;
  return String(completeParams(layer, node.params)['activation']);
}

const WEIGHTED_SUMS: ReadonlySet<string> = new Set([
  'Dense',
  'Conv2D',
  'Conv1D',
  'SeparableConv2D',
  'Conv2DTranspose',
]);

/** A layer of weights that any straight line could be: its output is a weighted sum and nothing else. */
export const isWeightedSum = ({ type }: GraphNode): boolean => WEIGHTED_SUMS.has(type);

/** Blocks that are an activation function and nothing else. */
const ACTIVATION_BLOCKS: ReadonlySet<string> = new Set([
  'Activation',
  'ReLU',
  'LeakyReLU',
  'PReLU',
  'ELU',
  'Softmax',
]);
export const isActivationBlock = ({ type }: GraphNode): boolean => ACTIVATION_BLOCKS.has(type);

/** The curved function that a block applies, by Keras's name; undefined where it applies none. */
export function curveOf(node: GraphNode): string | undefined {
  const activation = activationOf(node);
  if (activation !== undefined) return activation === 'linear' ? undefined : activation;
  const named: Readonly<Record<string, string>> = {
    ReLU: 'relu',
    LeakyReLU: 'leaky_relu',
    PReLU: 'prelu',
    ELU: 'elu',
  };
  return Object.hasOwn(named, node.type) ? named[node.type] : undefined;
}

/** What the lints look at; `source.graph` is expanded. */
export function lintContext(source: CheckSource, inference: Inference): LintContext {
  const { nodes, edges } = source.graph;
  const incoming = incomingEdges(source.graph);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const targets = new Map<string, GraphNode[]>();
  for (const edge of edges) {
    const target = byId.get(edge.target);
    if (!target) continue;
    const known = targets.get(edge.source);
    if (known) known.push(target);
    else targets.set(edge.source, [target]);
  }
  const isPassed = (node: GraphNode, passing: ReadonlySet<string>): boolean => {
    const layer = layerOf(node);
    return passing.has(node.type) || (layer !== undefined && isBypassed(node, layer));
  };
  const wireInto = (node: GraphNode): GraphEdge | undefined => {
    const wires = incoming.get(node.id) ?? [];
    return wires.length === 1 ? wires[0] : undefined;
  };
  const before = (node: GraphNode, passing: ReadonlySet<string> = NONE): GraphNode | undefined => {
    const seen = new Set([node.id]);
    for (let at: GraphNode | undefined = node; at;) {
      at = byId.get(wireInto(at)?.source ?? '');
      if (!at || seen.has(at.id)) return undefined;
      seen.add(at.id);
      if (!isPassed(at, passing)) return at;
    }
    return undefined;
  };
  const after = (node: GraphNode, passing: ReadonlySet<string> = NONE): readonly GraphNode[] => {
    const found = new Set<GraphNode>();
    const seen = new Set([node.id]);
    const open = [node];
    for (let at = open.pop(); at; at = open.pop())
      for (const target of targets.get(at.id) ?? []) {
        if (seen.has(target.id)) continue;
        seen.add(target.id);
        if (isPassed(target, passing)) open.push(target);
        else found.add(target);
      }
    return [...found];
  };
  const leadsTo = (node: GraphNode, condition: (behind: GraphNode) => boolean): boolean => {
    const seen = new Set([node.id]);
    const open = [node];
    for (let at = open.pop(); at; at = open.pop())
      for (const target of targets.get(at.id) ?? []) {
        if (seen.has(target.id)) continue;
        if (condition(target)) return true;
        seen.add(target.id);
        open.push(target);
      }
    return false;
  };
  const blocks = nodes.flatMap((node): LintBlock[] => {
    const layer = layerOf(node);
    const known = inference.nodes.get(node.id);
    if (!layer || !known?.shape || isBypassed(node, layer)) return [];
    return [
      { node, layer, params: completeParams(layer, node.params), inputs: known.inputs, shape: known.shape },
    ];
  });
  const atWork = new Map(blocks.map((block) => [block.node.id, block]));
  const blockOf = (node: GraphNode | undefined) => node && atWork.get(node.id);
  return { ...source, inference, blocks, wireInto, before, after, leadsTo, blockOf };
}

const NONE: ReadonlySet<string> = new Set();

/** Layers that are linear themselves, so that they do not part two weighted sums. */
export const LINEAR: ReadonlySet<string> = new Set([
  'Dropout',
  'SpatialDropout2D',
  'GaussianNoise',
  'Flatten',
  'Reshape',
  'Permute',
  'RepeatVector',
  'ZeroPadding2D',
  'Cropping2D',
  'UpSampling2D',
  'Resizing',
  'Rescaling',
  'Normalization',
  'BatchNormalization',
  'AveragePooling2D',
  'GlobalAveragePooling2D',
  'AveragePooling1D',
  'GlobalAveragePooling1D',
]);
