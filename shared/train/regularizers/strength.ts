import type { ParamSpec } from '#shared/graph/params';
import type { IrBuilder } from '#shared/ops/builder';
import type { IrValue } from '#shared/ops/ir';

type NumberSpec = Extract<ParamSpec, { kind: 'int' | 'float' }>;

const strength = { kind: 'float', min: 0, max: 1e6, step: 0.001 } as const;

export const l1Param = (usual: number): NumberSpec => ({
  ...strength,
  default: usual,
  label: { en: 'L1', ko: 'L1 세기' },
  help: {
    en: 'How much the sizes of the weights cost. Drives small weights to exactly 0. 0.001 is a careful start.',
    ko: '가중치의 크기에 매기는 벌점의 세기입니다. 작은 가중치를 정확히 0으로 만듭니다. 0.001 정도에서 시작합니다.',
  },
});

export const l2Param = (usual: number): NumberSpec => ({
  ...strength,
  default: usual,
  label: { en: 'L2', ko: 'L2 세기' },
  help: {
    en: 'How much the squares of the weights cost. Keeps all weights small. 0.001 is a careful start.',
    ko: '가중치의 제곱에 매기는 벌점의 세기입니다. 모든 가중치를 작게 유지합니다. 0.001 정도에서 시작합니다.',
  },
});

const sumOfAll = (b: IrBuilder, x: IrValue): IrValue =>
  b.sum(
    x,
    x.shape.map((_, axis) => axis),
  );

/** l1 · Σ |w|. */
export const sizePenalty = (b: IrBuilder, weight: IrValue, l1: number): IrValue =>
  b.mul(b.scalar(l1), sumOfAll(b, b.abs(weight)));

/** l2 · Σ w², without ½. */
export const squarePenalty = (b: IrBuilder, weight: IrValue, l2: number): IrValue =>
  b.mul(b.scalar(l2), sumOfAll(b, b.mul(weight, weight)));
