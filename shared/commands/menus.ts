import type { Localized } from '#shared/graph/diagnostic';
import type { CommandMenu } from './definition';

/** The menus in the order of the menu bar. */
export const MENUS: Readonly<Record<CommandMenu, Localized>> = {
  file: { en: 'File', ko: '파일' },
  edit: { en: 'Edit', ko: '편집' },
  view: { en: 'View', ko: '보기' },
  train: { en: 'Train', ko: '학습' },
  help: { en: 'Help', ko: '도움말' },
};
