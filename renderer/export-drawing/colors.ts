import type { Theme } from '../state/settings-store';

/** Colours of a picture: those of `styles.css`, as values that every program understands. */
export interface PictureColors {
  readonly canvas: string;
  readonly raised: string;
  readonly line: string;
  readonly ink: string;
  readonly muted: string;
  readonly danger: string;
  readonly warning: string;
  readonly warningSoft: string;
  readonly hover: string;
}

export const PICTURE_COLORS: Readonly<Record<Theme, PictureColors>> = {
  light: {
    canvas: '#f4f6f9',
    raised: '#ffffff',
    line: '#d5dbe4',
    ink: '#1a2230',
    muted: '#566074',
    danger: '#b3261e',
    warning: '#8a5a00',
    warningSoft: '#fdf3dc',
    hover: '#eceff4',
  },
  dark: {
    canvas: '#12161d',
    raised: '#222a35',
    line: '#364152',
    ink: '#e8ecf3',
    muted: '#a3aec0',
    danger: '#ff9a92',
    warning: '#f0c060',
    warningSoft: '#3a2f17',
    hover: '#2b3441',
  },
};
