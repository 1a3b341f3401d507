import { formatCount } from '#shared/graph/count';
import { formatBytes } from '#shared/graph/bytes';
import type { Localized } from '#shared/graph/diagnostic';
import { formatSeconds } from './format';

/** On what the time of an epoch is based. */
export interface Basis {
  readonly basis: 'estimate' | 'measured' | 'run';
  /** estimate: of so many other networks. */
  readonly networks: number;
}

/** One word for the basis. */
export const BASIS_WORDS: Readonly<Record<Basis['basis'], Localized>> = {
  estimate: { en: 'estimate', ko: '추정' },
  measured: { en: 'measured', ko: '측정' },
  run: { en: 'trained', ko: '학습 결과' },
};

/** Where the time of an epoch comes from, as a sentence. `device` as it is shown: `CPU`. */
export function basisText({ basis, networks }: Basis, device: string): Localized {
  switch (basis) {
    case 'estimate':
      return {
        en: `An estimate: the network’s operations, at the pace of ${networks} other network${networks === 1 ? '' : 's'} that ${networks === 1 ? 'was' : 'were'} measured on this machine (${device}).`,
        ko: `추정값입니다. 이 컴퓨터(${device})에서 측정한 다른 신경망 ${networks}개의 속도로 연산량을 나누어 구했습니다.`,
      };
    case 'measured':
      return {
        en: `Measured: some steps of this network on this machine (${device}), with weights of their own.`,
        ko: `측정값입니다. 이 컴퓨터(${device})에서 이 신경망을 별도의 가중치로 몇 스텝 학습해 보았습니다.`,
      };
    case 'run':
      return {
        en: `Trained: the last epoch that this network was trained for on this machine (${device}), live views included.`,
        ko: `실제 학습 결과입니다. 이 컴퓨터(${device})에서 이 신경망을 마지막으로 학습한 에포크의 시간이며, 실시간 화면에 든 시간도 들어 있습니다.`,
      };
  }
}

/** There is no time yet. */
export const NOT_MEASURED: Localized = { en: 'not measured yet', ko: '아직 측정하지 않음' };

/** The steps and the validation of an epoch. */
export function partsText(
  { msPerStep, validation }: { readonly msPerStep: number; readonly validation: number },
  stepsPerEpoch: number,
): Localized {
  const [step, validated] = [formatSeconds(msPerStep / 1000), formatSeconds(validation)];
  const count = formatCount(stepsPerEpoch);
  return {
    en: `${count} step${stepsPerEpoch === 1 ? '' : 's'} of ${step.en}${validation > 0 ? `, validation ${validated.en}` : ''}`,
    ko: `${count}스텝, 스텝마다 ${step.ko}${validation > 0 ? `, 검증 ${validated.ko}` : ''}`,
  };
}

/** The largest batch that fits, and the limit. */
export function largestBatchText({
  batch,
  isAll,
  limit,
}: {
  readonly batch: number;
  readonly isAll: boolean;
  readonly limit: number;
}): Localized {
  const [count, bytes] = [formatCount(batch), formatBytes(limit)];
  if (batch === 0)
    return { en: `not even one sample fits into ${bytes}`, ko: `${bytes}에는 샘플 하나도 들어가지 않음` };
  return isAll
    ? { en: `all ${count} samples at once, within ${bytes}`, ko: `${bytes} 안에 샘플 ${count}개 전체` }
    : { en: `about ${count}, within ${bytes}`, ko: `${bytes} 안에 약 ${count}` };
}
