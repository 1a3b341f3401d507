import { CONSTRAINTS } from '#shared/train/constraints';
import type { Lint, Remark } from './definition';
import { conv, digits } from './example';
import { SOURCES } from './sources';

interface Filters {
  /** The weight, and what Keras puts before `Constraint`. */
  readonly weight: string;
  readonly param: string;
  /** Keras's axes along which the weights of one filter lie. */
  readonly axes: readonly number[];
}

const kernel = (...axes: readonly number[]): Filters => ({ weight: 'kernel', param: 'kernel', axes });

/** Kernels whose weights of one filter lie along other axes than the first. */
const FILTERS: Readonly<Record<string, readonly Filters[]>> = {
  Conv1D: [kernel(0, 1)],
  Conv2D: [kernel(0, 1, 2)],
  Conv2DTranspose: [kernel(0, 1, 3)],
  DepthwiseConv2D: [{ weight: 'kernel', param: 'depthwise', axes: [0, 1] }],
  SeparableConv2D: [
    { weight: 'depthwise_kernel', param: 'depthwise', axes: [0, 1] },
    { weight: 'pointwise_kernel', param: 'pointwise', axes: [0, 1, 2] },
  ],
};

function sameAxes(given: readonly number[], wanted: readonly number[], rank: number): boolean {
  const axes = new Set(given.map((axis) => (axis < 0 ? axis + rank : axis)));
  return axes.size === wanted.length && wanted.every((axis) => axes.has(axis));
}

/** Keras's default axis suits the kernel of a Dense layer; in a convolution every part of a filter would have a norm of its own. */
const constraintAxes: Lint = {
  code: 'constraint-axes-differ',
  severity: 'warning',
  title: { en: 'A constraint that measures parts of filters', ko: '필터의 일부만 재는 제약' },
  why: {
    en: 'A norm is taken along the axes that the constraint names. Keras’s default, axis 0, is right for Dense, where a column holds the weights of one unit. The weights of one filter of a convolution lie along height, width and input channels; with axis 0 alone every column of the window would get a norm of its own.',
    ko: '노름은 제약에 적힌 축을 따라 계산합니다. Keras 기본값인 축 0은 열 하나가 유닛 하나의 가중치인 Dense에 맞습니다. 합성곱에서 필터 하나의 가중치는 높이·너비·입력 채널에 걸쳐 있으므로, 축 0만 쓰면 창의 열마다 노름을 따로 계산합니다.',
  },
  source: SOURCES.constraints,
  example: { graph: digits(conv({ kernelConstraint: 'MaxNorm' }), 'Flatten') },
  find: ({ graph, inference }) =>
    graph.nodes.flatMap((node) =>
      (Object.hasOwn(FILTERS, node.type) ? FILTERS[node.type]! : []).flatMap(
        ({ weight, param, axes: wanted }): Remark[] => {
          const spec = inference.nodes.get(node.id)?.weights.find(({ name }) => name === weight);
          const axes = spec?.constraint?.params['axis'];
          if (!spec?.constraint || !Array.isArray(axes)) return [];
          const given = axes as readonly number[];
          if (sameAxes(given, wanted, spec.shape.length)) return [];
          const { label } = CONSTRAINTS[spec.constraint.type]!;
          const key = `${param}ConstraintAxis`;
          return [
            {
              nodeId: node.id,
              param: key,
              message: {
                en: `${label} of ${node.name} does not measure whole filters: along these axes every part of a filter has a norm of its own.`,
                ko: `${node.name}의 ${label}이(가) 필터 전체를 재지 않습니다. 지금 축으로는 필터의 부분마다 노름을 따로 계산합니다.`,
              },
              expected: wanted.join(', '),
              received: given.join(', '),
              fix: {
                label: {
                  en: `Set the axes to ${wanted.join(', ')}`,
                  ko: `축을 ${wanted.join(', ')}(으)로 설정`,
                },
                repair: { kind: 'setParam', nodeId: node.id, param: key, value: [...wanted] },
              },
            },
          ];
        },
      ),
    ),
};

/** Remarks on what weights are made to obey. */
export const CONSTRAINT_LINTS: readonly Lint[] = [constraintAxes];
