import type { GraphNode } from '#shared/graph/document';
import type { Shape } from '#shared/graph/shape';
import { formatCount } from '../i18n/format';
import { useText } from '../i18n/use-text';
import { matrixPicture } from '../views/numbers';
import { OpenedPicture } from '../views/OpenedPicture';
import { useInspected } from '../views/use-inspected';
import { ViewNote } from './ViewNote';

interface WeightsTabProps {
  readonly node: GraphNode;
  /** [inputs, units]. */
  readonly kernel: Shape;
}

/** The weights of a dense layer as one picture: a row for each input, a column for each unit. */
export function WeightsTab({ node, kernel }: WeightsTabProps) {
  const t = useText();
  const [inputs, units] = kernel as [number, number];
  useInspected(node.id, 'filters', 0);
  return (
    <div className="flex flex-col gap-2 p-3">
      <ViewNote />
      <p className="text-sm tabular-nums">
        {t({
          en: `${formatCount(inputs)} inputs (down) × ${formatCount(units)} units (across)`,
          ko: `입력 ${formatCount(inputs)}개(세로) × 유닛 ${formatCount(units)}개(가로)`,
        })}
      </p>
      <OpenedPicture
        label={t({ en: `Weights of ${node.name}`, ko: `${node.name}의 가중치` })}
        title="kernel"
        cells={{ width: units, height: inputs }}
        isStretched
        colors="diverging"
        pictureOf={matrixPicture}
        address={(row, column) => `kernel[${row}, ${column}]`}
      />
    </div>
  );
}
