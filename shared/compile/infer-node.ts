import type { Diagnostic, Localized, Repair } from '#shared/graph/diagnostic';
import type { GraphEdge, GraphNode, Params } from '#shared/graph/document';
import { checkParam, defaultParams } from '#shared/graph/params';
import { type Shape, sameShape, sizeOf } from '#shared/graph/shape';
import type { LayerDefinition, LayerProblem, WeightSpec } from '#shared/layers/definition';
import { LAYERS } from '#shared/layers/table';
import { wrongParam } from './graph-problems';
import type { NodeInference } from './inference';

/** Of a block of which nothing is known. */
export const NOTHING: NodeInference = { inputs: [], weights: [], params: 0, trainableParams: 0, flops: 0 };

const defaults = new WeakMap<LayerDefinition, Params>();

const completed = new WeakMap<Params, { readonly layer: LayerDefinition; readonly complete: Params }>();

/** The parameters of a block with the defaults of those it does not have; of the same parameters the same object. */
export function completeParams(layer: LayerDefinition, params: Params): Params {
  const found = completed.get(params);
  if (found?.layer === layer) return found.complete;
  let known = defaults.get(layer);
  if (!known) defaults.set(layer, (known = defaultParams(layer.params)));
  const complete = { ...known, ...params };
  completed.set(params, { layer, complete });
  return complete;
}

/** The layer of a block's type, if there is one. */
export const layerOf = ({ type }: GraphNode): LayerDefinition | undefined =>
  Object.hasOwn(LAYERS, type) ? LAYERS[type] : undefined;

/** Whether a block only passes its first input on. The ends of a drawing cannot be bypassed. */
export const isBypassed = ({ bypassed }: GraphNode, { ports }: LayerDefinition): boolean =>
  bypassed && ports.inputs.length > 0 && ports.outputs.length > 0;

/** Puts the block's and its first wire's ids where a layer left them open. What is wrong with no parameter came by wire, the last of them. */
function located(problem: LayerProblem, node: GraphNode, edges: readonly GraphEdge[]): Diagnostic {
  const { fix, ...rest } = problem;
  const place = (repair: Repair): Repair => {
    if ('nodeId' in repair && repair.nodeId === '') return { ...repair, nodeId: node.id };
    if ('edgeId' in repair && repair.edgeId === '') return { ...repair, edgeId: edges[0]?.id ?? '' };
    return repair;
  };
  return {
    severity: 'error',
    ...rest,
    nodeId: node.id,
    ...(rest.param === undefined && edges.length > 0 && { edgeId: edges.at(-1)!.id }),
    ...(fix && { fix: { ...fix, repair: place(fix.repair) } }),
  };
}

/** What a block comes to. */
export interface NodeAnswer {
  readonly result: NodeInference;
  readonly problems: readonly Diagnostic[];
}

/** Parameters as they stand in a drawing, looked at once. */
interface Checked {
  readonly layer: LayerDefinition;
  readonly complete: Params;
  /** Names of those whose values are not allowed, with what is. */
  readonly wrong: readonly (readonly [name: string, expected: Localized])[];
  /** For each block that has had these parameters, what it came to last and from what. */
  readonly answers: Map<string, Answered>;
}

interface Answered extends NodeAnswer {
  readonly node: GraphNode;
  readonly inputs: readonly Shape[];
  readonly edges: readonly GraphEdge[];
}

/** Blocks that share an object of parameters: those of a composite in all its rounds. */
const MOST_ANSWERS = 1_000;

const checked = new WeakMap<Params, Checked>();

function checkParams(layer: LayerDefinition, params: Params): Checked {
  const known = checked.get(params);
  if (known?.layer === layer) return known;
  const complete = completeParams(layer, params);
  const wrong = Object.entries(layer.params).flatMap(([name, spec]) => {
    const problem = checkParam(spec, complete[name]);
    return problem ? [[name, problem.expected] as const] : [];
  });
  const fresh = { layer, complete, wrong, answers: new Map<string, Answered>() };
  checked.set(params, fresh);
  return fresh;
}

/**
 * Shape, weights, counts and problems of a block, from the shapes that come in over `edges`. A block that is what it was, with inputs of the same shapes, gets
 * the same objects again: an edit costs only what it changes. Parameters are values: they are never changed in place.
 */
export function inferNode(
  node: GraphNode,
  layer: LayerDefinition,
  inputs: readonly Shape[],
  edges: readonly GraphEdge[],
): NodeAnswer {
  const params = checkParams(layer, node.params);
  const before = params.answers.get(node.id);
  if (
    before &&
    sameEdges(before.edges, edges) &&
    sameBlock(before.node, node) &&
    sameShapes(before.inputs, inputs)
  )
    return before;
  const answer = { ...inferAnew(node, params, inputs, edges), node, inputs, edges };
  if (params.answers.size >= MOST_ANSWERS) params.answers.clear();
  params.answers.set(node.id, answer);
  return answer;
}

/** With the same parameters, which are not compared here. */
const sameBlock = (a: GraphNode, b: GraphNode): boolean =>
  a === b || (a.name === b.name && a.trainable === b.trainable && a.bypassed === b.bypassed);

const sameEdges = (a: readonly GraphEdge[], b: readonly GraphEdge[]): boolean =>
  a.length === b.length && a.every(({ id }, i) => id === b[i]!.id);

const sameShapes = (a: readonly Shape[], b: readonly Shape[]): boolean =>
  a.length === b.length && a.every((shape, i) => shape === b[i] || sameShape(shape, b[i]!));

function inferAnew(
  node: GraphNode,
  { layer, complete, wrong }: Checked,
  inputs: readonly Shape[],
  edges: readonly GraphEdge[],
): NodeAnswer {
  const empty = { ...NOTHING, inputs };
  if (isBypassed(node, layer)) return { result: { ...empty, shape: inputs[0]! }, problems: [] };
  if (wrong.length > 0) {
    const problems = wrong.map(([name, expected]) =>
      wrongParam(node, name, layer.params[name]!, complete[name], expected),
    );
    return { result: empty, problems };
  }
  const context = { params: complete, inputs };
  const answer = layer.inferShape(context);
  if (!answer.ok) return { result: empty, problems: [located(answer.problem, node, edges)] };
  const weights = layer.weights(context);
  const outside = weights.find(hasAxisOutside);
  if (outside) return { result: empty, problems: [axisProblem(node, layer, complete, outside)] };
  const count = (all: boolean) =>
    weights.reduce((sum, spec) => sum + (all || spec.trainable ? sizeOf(spec.shape) : 0), 0);
  const result = {
    shape: answer.shape,
    inputs,
    weights,
    params: count(true),
    trainableParams: node.trainable ? count(false) : 0,
    flops: layer.flops({ ...context, output: answer.shape }),
  };
  return { result, problems: [] };
}

/** Whether a weight's constraint goes along an axis that the weight does not have. */
const hasAxisOutside = ({ shape, constraint }: WeightSpec): boolean => {
  const axes = constraint?.params['axis'];
  return Array.isArray(axes) && axes.some((axis) => axis >= shape.length || axis < -shape.length);
};

/** The parameter that names such an axis holds the very list that the constraint has. */
function axisProblem(
  node: GraphNode,
  layer: LayerDefinition,
  params: Params,
  { name, shape, constraint }: WeightSpec,
): Diagnostic {
  const isHeld = (key: string) =>
    key.endsWith('ConstraintAxis') && params[key] === constraint!.params['axis'];
  const key = Object.keys(layer.params).find(isHeld)!;
  const rank = shape.length;
  return wrongParam(node, key, layer.params[key]!, params[key], {
    en: `axes of ${name}, ${-rank} … ${rank - 1}`,
    ko: `${name}의 축, ${-rank} … ${rank - 1}`,
  });
}
