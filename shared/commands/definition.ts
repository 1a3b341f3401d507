import type { Localized } from '#shared/graph/diagnostic';

/** Menus in the order of the menu bar. */
export type CommandMenu = 'file' | 'edit' | 'view' | 'train' | 'help';

/**
 * What every place that offers a command shows of it: menu bar, toolbar, context menu, command palette, Electron's native menu. What it does
 * and when it applies is bound in `renderer/commands`.
 */
export interface CommandSpec {
  readonly id: string;
  readonly menu: CommandMenu;
  readonly label: Localized;
  /** A lucide icon name in kebab-case. */
  readonly icon: string;
  /**
   * Keys, the first one shown: modifiers and a key joined by `+`, as in `Mod+Shift+Z` (`Mod` is Ctrl, or ⌘ on a Mac). Letters and digits name the key,
   * `Delete`, `Backspace`, `Escape`, `Space`, `F2` as `KeyboardEvent.key` does.
   */
  readonly keys: readonly string[];
  /** Starts a new section of its menu. */
  readonly section?: boolean;
  /** Keys work while one types in a field too. */
  readonly whileTyping?: boolean;
}
