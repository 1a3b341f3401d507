import type { GraphDoc } from '#shared/graph/document';
import { expandGraph } from '#shared/graph/expand';
import type { LayerStatistics } from '#shared/protocol/api';
import type { StepStatistics } from '../state/run-store';
import { rangeOf, type Point, type Range } from './log-path';
import { LIMITS, verdictsOf, type Verdict } from './verdict';

export interface HealthRow {
  readonly layer: LayerStatistics;
  readonly name: string;
  /** The block of the drawing; a layer inside a composite block is shown by that. */
  readonly blockId: string;
  readonly verdicts: readonly Verdict[];
  readonly gradientNorm: readonly Point[];
  readonly updateRatio: readonly Point[];
}

export interface Health {
  /** Of the latest numbers. */
  readonly step: number;
  readonly rows: readonly HealthRow[];
  /** The same for all rows. */
  readonly gradientRange: Range | null;
  readonly updateRange: Range | null;
}

/** The layers of the latest step that the drawing still has, with their curves; null when there are no numbers. */
export function healthOf(statistics: readonly StepStatistics[], graph: GraphDoc): Health | null {
  const latest = statistics.at(-1);
  if (!latest) return null;
  const { graph: expanded, origin } = expandGraph(graph);
  const names = new Map(expanded.nodes.map(({ id, name }) => [id, name]));
  const verdicts = verdictsOf(latest.layers);
  const curves = curvesOf(statistics);
  const rows = latest.layers.flatMap((layer, i): HealthRow[] => {
    const { nodeId } = layer;
    const name = names.get(nodeId);
    if (name === undefined) return [];
    const { gradientNorm, updateRatio } = curves.get(nodeId)!;
    return [
      {
        layer,
        name,
        blockId: origin.get(nodeId) ?? nodeId,
        verdicts: verdicts[i]!,
        gradientNorm,
        updateRatio,
      },
    ];
  });
  const valuesOf = (curve: 'gradientNorm' | 'updateRatio') =>
    rows.flatMap((row) => row[curve].map(({ value }) => value));
  const { least, most } = LIMITS.update;
  return {
    step: latest.step,
    rows,
    gradientRange: rangeOf(valuesOf('gradientNorm')),
    updateRange: rangeOf([...valuesOf('updateRatio'), least, most]),
  };
}

interface Curves {
  readonly gradientNorm: Point[];
  readonly updateRatio: Point[];
}

function curvesOf(statistics: readonly StepStatistics[]): ReadonlyMap<string, Curves> {
  const curves = new Map<string, Curves>();
  for (const { step, layers } of statistics) {
    for (const { nodeId, gradientNorm, updateRatio } of layers) {
      const curve = curves.get(nodeId) ?? { gradientNorm: [], updateRatio: [] };
      curve.gradientNorm.push({ step, value: gradientNorm });
      curve.updateRatio.push({ step, value: updateRatio });
      curves.set(nodeId, curve);
    }
  }
  return curves;
}
