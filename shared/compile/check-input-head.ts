import type { Diagnostic } from '#shared/graph/diagnostic';
import type { GraphNode } from '#shared/graph/document';
import { formatShape, sameShape, type Shape, sizeOf } from '#shared/graph/shape';
import { LOSSES } from '#shared/train/losses';

/** What is wrong with a head that learns the samples themselves: it gives `shape`, samples are of `wanted`. */
export function checkInputHead(
  { id, name }: GraphNode,
  shape: Shape,
  wanted: Shape,
  loss: string,
): readonly Diagnostic[] {
  const fits = sameShape(shape, wanted) || (shape.length === 1 && shape[0] === sizeOf(wanted));
  if (!fits)
    return [
      {
        code: 'head-is-not-like-the-input',
        severity: 'error',
        nodeId: id,
        message: {
          en: `${name} learns the input itself, but gets ${formatShape(shape)} where samples are ${formatShape(wanted)}.`,
          ko: `${name}은(는) 입력 자체를 배우는데, 샘플은 ${formatShape(wanted)}이고 들어오는 값은 ${formatShape(shape)}입니다.`,
        },
        expected: {
          en: `${formatShape(wanted)}, or a list of ${sizeOf(wanted)}`,
          ko: `${formatShape(wanted)} 또는 값 ${sizeOf(wanted)}개`,
        },
        received: formatShape(shape),
        fix: {
          label: { en: 'Learn the labels', ko: '레이블을 배우기' },
          repair: { kind: 'setParam', nodeId: id, param: 'target', value: 'labels' },
        },
      },
    ];
  if (LOSSES[loss]!.targets === 'any' || loss === 'binary_crossentropy') return [];
  return [
    {
      code: 'loss-needs-labels',
      severity: 'error',
      nodeId: id,
      param: 'loss',
      message: {
        en: `${name} learns the input itself, and ${loss} compares with labels.`,
        ko: `${name}은(는) 입력 자체를 배우는데 ${loss}은(는) 레이블과 비교하는 손실입니다.`,
      },
      expected: { en: 'a loss that compares numbers', ko: '수를 비교하는 손실' },
      received: loss,
      fix: {
        label: { en: 'Choose the loss automatically', ko: '손실을 자동으로 선택' },
        repair: { kind: 'setParam', nodeId: id, param: 'loss', value: 'auto' },
      },
    },
  ];
}
