import type { MenuLooks, SaveKind } from '#shared/protocol/bridge';
import type { OpenedProject } from '#shared/protocol/projects';
import type { Client } from '#shared/protocol/rpc';

/**
 * What surrounds the page: Electron, a browser, or a test. The page never asks which; what a host cannot do it does in its own way
 * (a browser saves into the documents folder, where a desktop asks for a place).
 */
export interface Host {
  readonly client: Client;
  /**
   * Lets one choose a project file or archive, and gives what reads it; null when cancelled. It has no path where the browser gives only
   * its content.
   */
  chooseProject(): Promise<(() => Promise<OpenedProject>) | null>;
  /** Reads a project file or archive that was dropped on the window. */
  readDropped(file: File): Promise<OpenedProject>;
  /** Where to save: a path, null for the documents folder, undefined when cancelled. */
  choosePlace(suggestedName: string, kind?: SaveKind): Promise<string | null | undefined>;
  /** Lets one choose a data file; resolves with a path that the engine can read, null when cancelled. */
  chooseDataFile(): Promise<string | null>;
  /** Commands of a native menu. */
  onCommand(listener: (command: string) => void): void;
  /** Project files that the system asks the app to open: their paths. */
  onOpenFile(listener: (path: string) => void): void;
  /** The window is about to close, and waits for the listener. */
  onClosing(listener: () => Promise<void>): void;
  /** How a native menu looks. */
  setMenu(looks: MenuLooks): void;
}
