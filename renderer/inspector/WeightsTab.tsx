import type { GraphNode } from '#shared/graph/document';
import { type Shape, sizeOf } from '#shared/graph/shape';
import type { WeightSpec } from '#shared/layers/definition';
import type { Localized } from '#shared/graph/diagnostic';
import { formatCount } from '#shared/graph/count';
import { useText } from '../i18n/use-text';
import { matrixPicture } from '../views/numbers';
import { OpenedPicture } from '../views/OpenedPicture';
import { useInspected } from '../views/use-inspected';
import { ViewNote } from './ViewNote';

interface WeightsTabProps {
  readonly node: GraphNode;
  /** [inputs, units], [words, features] or [length, inputs, filters]. */
  readonly kernel: WeightSpec;
}

/** Weights as one picture: a column for each unit, filter or feature; a row for everything that it is multiplied with. */
export function WeightsTab({ node, kernel: { name, shape } }: WeightsTabProps) {
  const t = useText();
  const units = shape.at(-1)!;
  const rows = sizeOf(shape) / units;
  useInspected(node.id, 'filters', 0);
  return (
    <div className="flex flex-col gap-2 p-3">
      <ViewNote />
      <p className="text-sm tabular-nums">{t(sizeText(name, shape))}</p>
      <OpenedPicture
        label={t({ en: `Weights of ${node.name}`, ko: `${node.name}의 가중치` })}
        title={name}
        cells={{ width: units, height: rows }}
        isStretched
        colors="diverging"
        pictureOf={matrixPicture}
        address={(row, column) =>
          shape.length === 3
            ? `${name}[${Math.floor(row / shape[1]!)}, ${row % shape[1]!}, ${column}]`
            : `${name}[${row}, ${column}]`
        }
      />
    </div>
  );
}

function sizeText(name: string, shape: Shape): Localized {
  const [first, second, third] = shape.map(formatCount);
  if (shape.length === 3)
    return {
      en: `${first} × ${second} inputs (down) × ${third} filters (across)`,
      ko: `${first} × 입력 ${second}개(세로) × 필터 ${third}개(가로)`,
    };
  return name === 'embeddings'
    ? {
        en: `${first} words (down) × ${second} features (across)`,
        ko: `단어 ${first}개(세로) × 특징 ${second}개(가로)`,
      }
    : {
        en: `${first} inputs (down) × ${second} units (across)`,
        ko: `입력 ${first}개(세로) × 유닛 ${second}개(가로)`,
      };
}
