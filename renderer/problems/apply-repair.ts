import type { Diagnostic, Repair } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import type { ProjectFile } from '#shared/project/schema';
import { createNode, type Point, removeItems, setParam, spliceNode } from '../state/graph-edits';
import { useProject } from '../state/project-store';

/** Does what the quick fix of `problem` says, as one step of undo with the fix's own label. Without a fix it does nothing. */
export function applyRepair({ fix }: Diagnostic): void {
  if (!fix) return;
  const { edit, project } = useProject.getState();
  const next = repaired(project, fix.repair);
  const added = next.graph.nodes.find(({ id }) => !project.graph.nodes.some((node) => node.id === id));
  edit(fix.label, () => next, added && { select: [added.id] });
}

/** The project after the repair; the same object where the repair has nothing to work on any more. */
export function repaired(project: ProjectFile, repair: Repair): ProjectFile {
  const { kind } = repair;
  const change = CHANGES[kind] as (project: ProjectFile, repair: Repair) => ProjectFile;
  return change(project, repair);
}

type Changes = {
  readonly [K in Repair['kind']]: (
    project: ProjectFile,
    repair: Extract<Repair, { readonly kind: K }>,
  ) => ProjectFile;
};

const CHANGES: Changes = {
  setParam: (project, { nodeId, param, value }) =>
    withGraph(project, (graph) => setParam(graph, nodeId, param, value)),
  insertLayer: (project, { edgeId, type, params }) =>
    withGraph(project, (graph) => {
      const place = middleOf(graph, edgeId);
      if (!place) return graph;
      return spliceNode(graph, edgeId, createNode(graph, type, place, params));
    }),
  removeNode: (project, { nodeId }) =>
    withGraph(project, (graph) => (hasNode(graph, nodeId) ? removeItems(graph, new Set([nodeId])) : graph)),
  setTraining: (project, { key, value }) => ({ ...project, training: { ...project.training, [key]: value } }),
};

function withGraph(project: ProjectFile, change: (graph: GraphDoc) => GraphDoc): ProjectFile {
  const graph = change(project.graph);
  return graph === project.graph ? project : { ...project, graph };
}

const hasNode = ({ nodes }: GraphDoc, id: string): boolean => nodes.some((node) => node.id === id);

/** Half way between the blocks that a wire joins. */
function middleOf({ nodes, edges }: GraphDoc, edgeId: string): Point | undefined {
  const edge = edges.find(({ id }) => id === edgeId);
  const source = nodes.find(({ id }) => id === edge?.source)?.position;
  const target = nodes.find(({ id }) => id === edge?.target)?.position;
  return source && target && { x: (source.x + target.x) / 2, y: (source.y + target.y) / 2 };
}
