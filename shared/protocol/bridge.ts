import { z } from 'zod';
import { ownKeysSchema } from '#shared/commands/chords';

/** What the page decides of the native menu. */
export const menuLooksSchema = z.object({ language: z.enum(['en', 'ko']), keys: ownKeysSchema }).readonly();
export type MenuLooks = z.infer<typeof menuLooksSchema>;

/** What a file dialog is for. */
export type DialogKind = 'project' | 'data';
/** What is to be saved: a project's file, or an archive with all that belongs to it. */
export type SaveKind = 'project' | 'archive';

/**
 * What Electron's preload gives the page as `window.neuroloom`: one pipe to the backend, and what only a desktop has. Nothing else of
 * Electron is visible there. What comes before its listener is kept for it.
 */
export interface Bridge {
  send(message: string | Uint8Array): void;
  onMessage(listener: (message: string | Uint8Array) => void): void;
  onClose(listener: () => void): void;
  /** A path chosen in the system's dialog; null when cancelled. */
  openDialog(kind: DialogKind): Promise<string | null>;
  saveDialog(suggestedName: string, kind: SaveKind): Promise<string | null>;
  /** Where a file that was dropped on the page lies; empty when it lies nowhere. `file` is the page's `File`. */
  pathOf(file: unknown): string;
  /** A command of the native menu. */
  onCommand(listener: (command: string) => void): void;
  /** A project file that the system asks the app to open: its path. */
  onOpenFile(listener: (path: string) => void): void;
  /** The window is about to close, and waits for the listener. */
  onClosing(listener: () => Promise<void>): void;
  /** Tells the native menu the language of the page, and the user's own keys. */
  setMenu(looks: MenuLooks): void;
}

/**
 * Names of the messages between preload and main process. Those of the pipe carry the number of their connection first, so that a page
 * never takes what was meant for the page before a reload.
 */
export const CHANNELS = {
  /** From a page that begins: its connection. */
  connect: 'neuroloom:connect',
  /** Both ways: connection, message. */
  message: 'neuroloom:message',
  /** To the page: connection. */
  close: 'neuroloom:close',
  openDialog: 'neuroloom:open-dialog',
  saveDialog: 'neuroloom:save-dialog',
  command: 'neuroloom:command',
  openFile: 'neuroloom:open-file',
  /** To the page, which answers with `closed`. */
  closing: 'neuroloom:closing',
  closed: 'neuroloom:closed',
  /** From the page: `MenuLooks`. */
  menu: 'neuroloom:menu',
  /** From the page: what Chromium does to the text field in focus. */
  edit: 'neuroloom:edit',
} as const;

/** Commands that mean the text, not the drawing, while one types. */
export const TEXT_EDITS = {
  'edit.undo': 'undo',
  'edit.redo': 'redo',
  'edit.cut': 'cut',
  'edit.copy': 'copy',
  'edit.paste': 'paste',
  'edit.delete': 'delete',
  'edit.selectAll': 'selectAll',
} as const;

export type TextEdit = (typeof TEXT_EDITS)[keyof typeof TEXT_EDITS];
