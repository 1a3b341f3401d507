import type { GraphDoc, GraphNode } from '#shared/graph/document';
import { useProject } from './project-store';
import { drawnGraph, type Scope } from './scope';
import { layerBehind, type LayerBehind } from './scope-layers';

/** A drawn block's name, and the layer whose numbers it shows. */
interface Shown {
  readonly name: string;
  readonly layer: LayerBehind;
}

const known = new WeakMap<GraphDoc, ReadonlyMap<string, Shown>>();

function shownIn(graph: GraphDoc, scope: Scope): ReadonlyMap<string, Shown> {
  const drawn = drawnGraph(graph, scope);
  const found = known.get(drawn);
  if (found) return found;
  const none = ({ id, type }: GraphNode): LayerBehind => ({ id, type });
  const shown = new Map(
    drawn.nodes.map((node) => {
      const layer = layerBehind(graph, scope, node) ?? none(node);
      return [node.id, { name: node.name, layer }];
    }),
  );
  known.set(drawn, shown);
  return shown;
}

/** Of a drawn block: its name, and id and type of the layer whose live numbers it shows. A composite block shows its result, a port what comes through it. */
export function useLayerBehind(nodeId: string): {
  readonly name: string;
  readonly id: string;
  readonly type: string;
} {
  const find = (state: ReturnType<typeof useProject.getState>) =>
    shownIn(state.project.graph, state.scope).get(nodeId);
  const name = useProject((state) => find(state)?.name ?? '');
  const id = useProject((state) => find(state)?.layer.id ?? nodeId);
  const type = useProject((state) => find(state)?.layer.type ?? '');
  return { name, id, type };
}
