import { app, powerMonitor } from 'electron';
import type { Backend } from '../backend/backend';
import { projectIn } from './project-argument';
import type { MainWindow } from './window';

/** Tells `open` what the system wants opened: by a second start of the app, or by the Finder. Called before the app is ready. */
export function followOpenRequests(open: (path: string | undefined) => void): void {
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on('second-instance', (_event, args, folder) => open(projectIn(args, folder)));
}

/** Opens and ends things as the system expects it. */
export function setUpLifecycle(window: MainWindow, backend: Backend): void {
  let quitting = false;
  app.on('activate', () => window.show());
  app.on('before-quit', () => {
    quitting = true;
  });
  app.on('window-all-closed', () => {
    // On a Mac the app stays, and so does a run of the engine. A window that first kept its work has called the quitting off.
    if (quitting || process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', () => void backend.close());
  // Whoever shuts the computer down is not kept waiting; the page has kept its work up to the last second.
  powerMonitor.on('shutdown', () => window.hurry());
}
