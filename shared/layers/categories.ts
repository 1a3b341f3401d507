import type { Localized } from '#shared/graph/diagnostic';
import type { LayerCategory } from './definition';

/**
 * Categories in palette order. Each colour has a contrast of at least 3 : 1 with white and with a near-black background (WCAG 2.2,
 * 1.4.11), so one colour serves both themes, and all are told apart by label and icon as well.
 */
export const CATEGORIES: Readonly<
  Record<LayerCategory, { readonly label: Localized; readonly color: string; readonly icon: string }>
> = {
  input: { label: { en: 'Input', ko: '입력' }, color: '#64748b', icon: 'log-in' },
  preprocessing: { label: { en: 'Preprocessing', ko: '전처리' }, color: '#b28974', icon: 'ruler' },
  augmentation: { label: { en: 'Augmentation', ko: '데이터 증강' }, color: '#8f4c99', icon: 'shuffle' },
  core: { label: { en: 'Dense', ko: '완전 연결' }, color: '#2f6fed', icon: 'network' },
  embedding: { label: { en: 'Embedding', ko: '임베딩' }, color: '#a185cc', icon: 'book-a' },
  convolution: { label: { en: 'Convolution', ko: '합성곱' }, color: '#e05a0c', icon: 'grid-3x3' },
  pooling: { label: { en: 'Pooling', ko: '풀링' }, color: '#0b8f9c', icon: 'minimize-2' },
  recurrent: { label: { en: 'Recurrent', ko: '순환' }, color: '#8f9908', icon: 'repeat-1' },
  attention: { label: { en: 'Attention', ko: '어텐션' }, color: '#c80be6', icon: 'scan-eye' },
  normalization: {
    label: { en: 'Normalization', ko: '정규화' },
    color: '#8b5cf6',
    icon: 'align-vertical-distribute-center',
  },
  regularization: { label: { en: 'Regularization', ko: '규제' }, color: '#d13b3b', icon: 'dices' },
  activation: { label: { en: 'Activation', ko: '활성화' }, color: '#2f9440', icon: 'activity' },
  reshaping: { label: { en: 'Reshaping', ko: '모양 바꾸기' }, color: '#8a7512', icon: 'rows-3' },
  merging: { label: { en: 'Merging', ko: '합치기' }, color: '#d6409f', icon: 'merge' },
  output: { label: { en: 'Output', ko: '출력' }, color: '#8a5a44', icon: 'log-out' },
};
