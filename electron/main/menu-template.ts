import type { MenuItemConstructorOptions } from 'electron';
import { keysOfCommand, type OwnKeys, partsOf } from '#shared/commands/chords';
import type { CommandMenu, CommandSpec } from '#shared/commands/definition';
import { MENUS } from '#shared/commands/menus';
import { COMMANDS } from '#shared/commands/table';
import type { Localized } from '#shared/graph/diagnostic';
import type { Language } from './preferences';

export interface MenuContext {
  readonly language: Language;
  /** The user's own. */
  readonly keys: OwnKeys;
  readonly platform: NodeJS.Platform;
  /** Told the id of a command that was chosen. */
  run(command: string): void;
}

const TEXTS = {
  about: { en: 'About Neuroloom', ko: 'Neuroloom 정보' },
  services: { en: 'Services', ko: '서비스' },
  hide: { en: 'Hide Neuroloom', ko: 'Neuroloom 가리기' },
  hideOthers: { en: 'Hide others', ko: '기타 가리기' },
  showAll: { en: 'Show all', ko: '모두 보기' },
  quit: { en: 'Quit', ko: '종료' },
  close: { en: 'Close window', ko: '창 닫기' },
  fullScreen: { en: 'Full screen', ko: '전체 화면' },
  developerTools: { en: 'Developer tools', ko: '개발자 도구' },
  window: { en: 'Window', ko: '창' },
  minimize: { en: 'Minimize', ko: '최소화' },
  zoom: { en: 'Zoom', ko: '확대/축소' },
  front: { en: 'Bring all to front', ko: '모두 앞으로 가져오기' },
} as const satisfies Record<string, Localized>;

type Role = NonNullable<MenuItemConstructorOptions['role']>;

/** The menu bar: every command of the table, and what each system expects besides. */
export function menuTemplate(context: MenuContext): MenuItemConstructorOptions[] {
  const { language, platform } = context;
  const text = (name: keyof typeof TEXTS) => TEXTS[name][language];
  const role = (name: Role, label: keyof typeof TEXTS) => ({ role: name, label: text(label) });
  const separator = { type: 'separator' as const };
  const mac = platform === 'darwin';

  const appMenu: MenuItemConstructorOptions = {
    label: 'Neuroloom',
    submenu: [
      { label: text('about'), click: () => context.run('help.about') },
      separator,
      role('services', 'services'),
      separator,
      role('hide', 'hide'),
      role('hideOthers', 'hideOthers'),
      role('unhide', 'showAll'),
      separator,
      role('quit', 'quit'),
    ],
  };
  const windowMenu: MenuItemConstructorOptions = {
    role: 'window',
    label: text('window'),
    submenu: [role('minimize', 'minimize'), role('zoom', 'zoom'), separator, role('front', 'front')],
  };
  const additions: Partial<Record<CommandMenu, MenuItemConstructorOptions[]>> = {
    file: [mac ? role('close', 'close') : role('quit', 'quit')],
    view: [role('togglefullscreen', 'fullScreen')],
    help: [role('toggleDevTools', 'developerTools')],
  };
  const menus = (Object.keys(MENUS) as CommandMenu[]).map((menu): MenuItemConstructorOptions => {
    const added = additions[menu];
    return {
      id: menu,
      label: MENUS[menu][language],
      ...(menu === 'help' && { role: 'help' }),
      submenu: [...commandItems(menu, context), ...(added ? [separator, ...added] : [])],
    };
  });
  const help = menus.pop()!;
  return [...(mac ? [appMenu] : []), ...menus, ...(mac ? [windowMenu] : []), help];
}

function commandItems(menu: CommandMenu, context: MenuContext): MenuItemConstructorOptions[] {
  const commands: readonly CommandSpec[] = COMMANDS;
  return commands
    .filter((command) => command.menu === menu)
    .flatMap((command, i) => [
      ...(command.section && i > 0 ? [{ type: 'separator' as const }] : []),
      {
        id: command.id,
        label: command.label[context.language],
        ...acceleratorFor(keysOfCommand(command, context.keys)[0], context.platform),
        click: () => context.run(command.id),
      },
    ]);
}

const NAMES: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  '+': 'Plus',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/**
 * The page handles the keys: it knows whether one types. The menu only shows them. A Mac cannot show what it does not also obey, so there it
 * gets those with ⌘: they come to the menu when the page has left them alone, as it does in text fields.
 */
function acceleratorFor(
  keys: string | undefined,
  platform: NodeJS.Platform,
): Pick<MenuItemConstructorOptions, 'accelerator' | 'registerAccelerator'> {
  if (keys === undefined || (platform === 'darwin' && !keys.startsWith('Mod+'))) return {};
  const parts = partsOf(keys);
  return {
    accelerator: parts.map((part) => NAMES[part] ?? part).join('+'),
    registerAccelerator: platform === 'darwin',
  };
}
