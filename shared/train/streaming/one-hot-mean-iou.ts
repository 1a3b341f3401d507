import type { StreamingMetricDefinition } from '../definition';
import { confusionParams } from './confusion';
import { iouStream } from './mean-iou';

const params = confusionParams(false);

export const oneHotMeanIou: StreamingMetricDefinition = {
  label: 'One-hot mean IoU',
  summary: {
    en: 'Mean IoU for one-hot targets and outputs that have one number for each class, such as a softmax.',
    ko: '정답이 원-핫이고 출력에 softmax처럼 클래스마다 수가 하나씩 있을 때의 평균 IoU입니다.',
  },
  formula: 'mean over classes of overlap / union, classes by argmax',
  params,
  unit: 'share',
  better: 'higher',
  create: (given) => iouStream(params, given),
};
