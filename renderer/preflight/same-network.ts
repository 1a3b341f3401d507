import type { GraphNode } from '#shared/graph/document';
import type { ProjectFile } from '#shared/project/schema';

/** What of a block plays no part in how it is trained. */
const LOOKS: ReadonlySet<string> = new Set(['position', 'size', 'color', 'silenced']);

/** Whether two versions of a project train alike: blocks may lie elsewhere, and notes and frames be others. */
export function isSameNetwork(a: ProjectFile, b: ProjectFile): boolean {
  if (a === b) return true;
  if (a.data !== b.data || a.training !== b.training) return false;
  const [before, now] = [a.graph, b.graph];
  if (before === now) return true;
  return (
    before.edges === now.edges &&
    before.composites === now.composites &&
    before.nodes.length === now.nodes.length &&
    before.nodes.every((node, i) => isSameBlock(node, now.nodes[i]!))
  );
}

function isSameBlock(a: GraphNode, b: GraphNode): boolean {
  if (a === b) return true;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof GraphNode>;
  return [...keys].every((key) => LOOKS.has(key) || a[key] === b[key]);
}
