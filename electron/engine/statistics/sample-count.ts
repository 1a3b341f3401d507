import { inferGraph } from '#shared/compile/infer';
import type { GraphDoc } from '#shared/graph/document';
import { sizeOf } from '#shared/graph/shape';

const MOST_SAMPLES = 32;
const MOST_VALUES = 2 ** 19;
const FEWEST_SAMPLES = 4;

/** Of how many samples the outputs of these blocks are looked at: at most 32, and fewer where they are long. */
export function sampleCount(graph: GraphDoc, nodeIds: readonly string[]): number {
  const { nodes } = inferGraph(graph);
  const values = nodeIds.reduce((sum, id) => sum + sizeOf(nodes.get(id)?.shape ?? []), 0);
  const fitting = Math.floor(MOST_VALUES / Math.max(1, values));
  return Math.max(FEWEST_SAMPLES, Math.min(MOST_SAMPLES, fitting));
}
