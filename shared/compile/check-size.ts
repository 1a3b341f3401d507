import { formatCount } from '#shared/graph/count';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { formatShape, sizeOf } from '#shared/graph/shape';
import type { Inference } from './inference';

/** 1 GiB of float32; the optimizer and the gradient need as much again, several times. */
export const MOST_PARAMETERS = 2 ** 28;
/** Numbers in the output of one layer for one batch: 2 GiB of float32, which is also where index arithmetic of runtimes ends. */
export const MOST_ACTIVATIONS = 2 ** 29;

/** Whether the weights and the layers' outputs fit a machine. `names` are the blocks' names by id. */
export function checkSize(
  { nodes, order, params }: Inference,
  names: ReadonlyMap<string, string>,
  batchSize: number,
): readonly Diagnostic[] {
  return [
    ...order.flatMap((id) => checkOutput(id, names.get(id) ?? id, nodes.get(id)!.shape, batchSize)),
    ...checkParameters(params, order, nodes, names),
  ];
}

function checkOutput(
  nodeId: string,
  name: string,
  shape: readonly number[] | undefined,
  batchSize: number,
): Diagnostic[] {
  const size = shape ? sizeOf(shape) : 0;
  if (!shape || size * batchSize <= MOST_ACTIVATIONS) return [];
  const fitting = 2 ** Math.floor(Math.log2(MOST_ACTIVATIONS / size));
  return [
    {
      code: 'output-too-large',
      severity: 'error',
      nodeId,
      message: {
        en: `${name} would give ${formatShape(shape)} numbers for each of ${batchSize} samples, more than a machine can hold.`,
        ko: `${name}의 출력이 샘플 ${batchSize}개마다 ${formatShape(shape)}개라서 메모리에 담을 수 없습니다.`,
      },
      expected: `≤ ${formatCount(MOST_ACTIVATIONS)}`,
      received: formatCount(size * batchSize),
      ...(fitting >= 1 && {
        fix: {
          label: { en: `Set the batch size to ${fitting}`, ko: `배치 크기를 ${fitting}(으)로 설정` },
          repair: { kind: 'setTraining', key: 'batchSize', value: fitting },
        },
      }),
    },
  ];
}

function checkParameters(
  params: number,
  order: readonly string[],
  nodes: Inference['nodes'],
  names: ReadonlyMap<string, string>,
): Diagnostic[] {
  if (params <= MOST_PARAMETERS) return [];
  const largest = order.reduce((most, id) => (nodes.get(id)!.params > nodes.get(most)!.params ? id : most));
  const share = formatCount(nodes.get(largest)!.params);
  const name = names.get(largest) ?? largest;
  return [
    {
      code: 'too-many-parameters',
      severity: 'error',
      nodeId: largest,
      message: {
        en: `The network has ${formatCount(params)} parameters, more than a machine can train; ${share} of them are in ${name}.`,
        ko: `신경망의 파라미터가 ${formatCount(params)}개라서 학습할 수 없습니다. 그중 ${share}개가 ${name}에 있습니다.`,
      },
      expected: `≤ ${formatCount(MOST_PARAMETERS)}`,
      received: formatCount(params),
    },
  ];
}
