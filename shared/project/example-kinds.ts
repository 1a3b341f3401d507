import type { Localized } from '#shared/graph/diagnostic';

/** What the ready projects are about, in the order in which they are shown. */
export const EXAMPLE_KINDS = ['basics', 'convolution', 'blocks', 'autoencoder', 'sequence'] as const;
export type ExampleKind = (typeof EXAMPLE_KINDS)[number];

export const EXAMPLE_KIND_LABELS: Readonly<Record<ExampleKind, Localized>> = {
  basics: { en: 'First steps', ko: '첫걸음' },
  convolution: { en: 'Convolutional networks', ko: '합성곱 신경망' },
  blocks: { en: 'Building blocks', ko: '블록 구조' },
  autoencoder: { en: 'Autoencoders', ko: '오토인코더' },
  sequence: { en: 'Sequences', ko: '시퀀스' },
};
