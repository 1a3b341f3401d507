import type { MenuItemConstructorOptions } from 'electron';

export interface FakeMenuItem extends Omit<MenuItemConstructorOptions, 'submenu' | 'click'> {
  readonly submenu?: FakeMenu;
  /** As a user's click does. */
  click(): void;
}

/** Electron's accelerators: modifiers and one key. */
const ACCELERATOR =
  /^(?:(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)\+)*(?:[0-9A-Z)!@#$%^&*(:;<,>.?/~`{[|\\}\]"'=_-]|F[1-9]|F1\d|F2[0-4]|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Esc)$/;

const ROLES: readonly string[] = [
  'undo redo cut copy paste delete selectAll reload toggleDevTools resetZoom zoomIn zoomOut togglefullscreen',
  'window minimize close help about services hide hideOthers unhide quit zoom front appMenu editMenu windowMenu',
].flatMap((names) => names.split(' '));

/** `Menu`: refuses what Electron cannot show. */
export class FakeMenu {
  readonly items: readonly FakeMenuItem[];

  constructor(items: readonly FakeMenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): FakeMenu {
    return new FakeMenu(
      template.map(({ submenu, click, ...item }) => {
        const { accelerator, role, type, label } = item;
        if (accelerator !== undefined && !ACCELERATOR.test(accelerator))
          throw new TypeError(`Invalid accelerator ${accelerator}`);
        if (role !== undefined && !ROLES.includes(role)) throw new TypeError(`Unknown role ${role}`);
        if (type !== 'separator' && !label && !role)
          throw new TypeError('A menu item needs a label or a role');
        return {
          ...item,
          ...(Array.isArray(submenu) && { submenu: FakeMenu.buildFromTemplate(submenu) }),
          click: () => (click as (() => void) | undefined)?.(),
        };
      }),
    );
  }

  /** Every item, also of submenus. */
  all(): FakeMenuItem[] {
    return this.items.flatMap((item) => [item, ...(item.submenu?.all() ?? [])]);
  }

  getMenuItemById(id: string): FakeMenuItem | null {
    return this.all().find((item) => item.id === id) ?? null;
  }
}
