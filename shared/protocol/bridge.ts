/**
 * What Electron's preload gives the page as `window.neuroloom`: one pipe to the backend, and what only a desktop has. Nothing else of
 * Electron is visible there.
 */
export interface Bridge {
  send(message: string | Uint8Array): void;
  onMessage(listener: (message: string | Uint8Array) => void): void;
  onClose(listener: () => void): void;
  /** A path chosen in the system's dialog; null when cancelled. */
  openDialog(): Promise<string | null>;
  saveDialog(suggestedName: string): Promise<string | null>;
  /** A command of the native menu. */
  onCommand(listener: (command: string) => void): void;
  /** Tells the native menu the language of the page. */
  setLanguage(language: string): void;
}
