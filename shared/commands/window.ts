import type { CommandSpec } from './definition';

/** The end of the View menu: the parts of the window, and how it looks. */
export const WINDOW_COMMANDS = [
  {
    id: 'view.leftPanel',
    menu: 'view',
    section: true,
    label: { en: 'Show or hide the left panel', ko: '왼쪽 패널 보이기/숨기기' },
    icon: 'panel-left',
    keys: ['Mod+Alt+1'],
    whileTyping: true,
  },
  {
    id: 'view.dock',
    menu: 'view',
    label: { en: 'Show or hide the lower panel', ko: '아래 패널 보이기/숨기기' },
    icon: 'panel-bottom',
    keys: ['Mod+Alt+2'],
    whileTyping: true,
  },
  {
    id: 'view.inspector',
    menu: 'view',
    label: { en: 'Show or hide the inspector', ko: '속성 창 보이기/숨기기' },
    icon: 'panel-right',
    keys: ['Mod+Alt+3'],
    whileTyping: true,
  },
  {
    id: 'view.nextRegion',
    menu: 'view',
    label: { en: 'Next part of the window', ko: '창의 다음 영역으로' },
    icon: 'chevrons-right-left',
    keys: ['F6'],
    whileTyping: true,
  },
  {
    id: 'view.previousRegion',
    menu: 'view',
    label: { en: 'Previous part of the window', ko: '창의 이전 영역으로' },
    icon: 'arrow-left-right',
    keys: ['Shift+F6'],
    whileTyping: true,
  },
  {
    id: 'view.theme',
    menu: 'view',
    section: true,
    label: { en: 'Light or dark', ko: '밝게 또는 어둡게' },
    icon: 'sun-moon',
    keys: ['Mod+Alt+T'],
  },
  {
    id: 'view.language',
    menu: 'view',
    label: { en: 'English or Korean', ko: '한국어 또는 영어' },
    icon: 'languages',
    keys: ['Mod+Alt+L'],
  },
] as const satisfies readonly CommandSpec[];
