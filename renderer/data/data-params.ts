import type { Localized } from '#shared/graph/diagnostic';
import type { ParamSpec } from '#shared/graph/params';

/** Factors on the raw values that people use. */
export const RESCALES: readonly { readonly value: number; readonly label: Localized }[] = [
  { value: 1 / 255, label: { en: '÷ 255', ko: '÷ 255' } },
  { value: 1, label: { en: 'as they are', ko: '그대로' } },
];

export const RESCALE = {
  label: { en: 'Rescale', ko: '값 조정' },
  help: {
    en: 'Every value is multiplied before it enters the network. Pixels of 0 … 255 are divided by 255: small numbers train better.',
    ko: '신경망에 들어가기 전에 모든 값에 곱합니다. 0~255인 픽셀은 255로 나눕니다. 값이 작아야 잘 배웁니다.',
  },
} as const;

export const TARGETS: Extract<ParamSpec, { kind: 'choice' }> = {
  kind: 'choice',
  default: 'one-hot',
  options: [
    { value: 'one-hot', label: { en: 'one-hot', ko: '원-핫' } },
    { value: 'sparse', label: { en: 'sparse (class number)', ko: 'sparse (클래스 번호)' } },
  ],
  label: { en: 'Targets', ko: '정답 형식' },
  help: {
    en: 'How the right class is written: one-hot as a row with a single 1, sparse as its number. The automatic loss follows it; the results are the same.',
    ko: '정답을 적는 방법입니다. 원-핫은 1이 하나뿐인 행, sparse는 클래스 번호입니다. 자동 손실이 이에 맞춰지며 결과는 같습니다.',
  },
};

export const LIMIT: Extract<ParamSpec, { kind: 'int' | 'float' }> = {
  kind: 'int',
  default: null,
  min: 1,
  max: 10_000_000,
  nullable: true,
  nullLabel: { en: 'all', ko: '전체' },
  label: { en: 'Limit', ko: '샘플 수 제한' },
  help: {
    en: 'Use only the first so many training samples, and as many for testing. Empty for all; a small number makes trying things out fast.',
    ko: '학습용과 테스트용을 각각 앞에서부터 이만큼만 씁니다. 비워 두면 전체를 쓰고, 작게 하면 빨리 시험해 볼 수 있습니다.',
  },
};
