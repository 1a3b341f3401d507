import type { Localized } from '#shared/graph/diagnostic';

/** Why nothing was measured. */
export const UNMEASURED = {
  cancelled: { en: 'Measuring was cancelled.', ko: '측정을 취소했습니다.' },
  busy: {
    en: 'Steps are measured once no training runs.',
    ko: '학습하지 않을 때 스텝을 측정합니다.',
  },
  memory: {
    en: 'Steps were not measured: training takes more memory than is free.',
    ko: '학습에 필요한 메모리가 남은 메모리보다 많아 스텝을 측정하지 않았습니다.',
  },
} as const satisfies Readonly<Record<string, Localized>>;

export const measuringFailed = ({ en, ko }: Localized): Localized => ({
  en: `Steps could not be measured: ${en}`,
  ko: `스텝을 측정하지 못했습니다: ${ko}`,
});

export const NO_PROCESS: Localized = {
  en: 'there is no process to measure in.',
  ko: '측정할 프로세스가 없습니다.',
};
