import type { Localized } from '#shared/graph/diagnostic';

interface FrameColor {
  readonly key: string;
  readonly css: string;
  readonly label: Localized;
}

/** Colours of frames; the first is that of a new one. */
export const FRAME_COLORS: readonly [FrameColor, ...FrameColor[]] = [
  { key: 'gray', css: '#64748b', label: { en: 'Gray', ko: '회색' } },
  { key: 'blue', css: '#3b82f6', label: { en: 'Blue', ko: '파랑' } },
  { key: 'green', css: '#22a06b', label: { en: 'Green', ko: '초록' } },
  { key: 'amber', css: '#d97706', label: { en: 'Amber', ko: '호박색' } },
  { key: 'red', css: '#dc4c4c', label: { en: 'Red', ko: '빨강' } },
  { key: 'violet', css: '#8b5cf6', label: { en: 'Violet', ko: '보라' } },
];

/** The colour under a key; the first for any other text. */
export const frameColor = (key: string | undefined): FrameColor =>
  FRAME_COLORS.find((color) => color.key === key) ?? FRAME_COLORS[0];
