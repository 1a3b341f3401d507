import type { Localized } from '#shared/graph/diagnostic';

export const TITLE: Localized = { en: 'Before training', ko: '학습 전 점검' };

export const AFTER_ERRORS: Localized = {
  en: 'Time and memory are measured once the project has no errors.',
  ko: '프로젝트에 오류가 없으면 시간과 메모리를 측정합니다.',
};

export const AFTER_ERRORS_SHORT: Localized = {
  en: 'time: once there are no errors',
  ko: '시간: 오류를 고치면 측정',
};

/** With `leftMs` to go, as far as one can tell. */
export function measuringText(leftMs: number): Localized {
  const seconds = Math.ceil(leftMs / 1000);
  return seconds > 0
    ? { en: `measuring, about ${seconds} s left`, ko: `측정 중, 약 ${seconds}초 남음` }
    : { en: 'measuring, nearly done', ko: '측정 중, 곧 끝남' };
}
