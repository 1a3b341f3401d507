import { app, session } from 'electron';
import { createBackend } from '../backend/backend';
import { appFolders } from './app-folders';
import { registerAppScheme, serveApp } from './app-protocol';
import { setUpDialogs } from './dialogs';
import { followOpenRequests, setUpLifecycle } from './lifecycle';
import { setUpMenu } from './menu';
import { connectPages } from './page-pipes';
import { openPreferences } from './preferences';
import { projectIn } from './project-argument';
import { denyPermissions, guardWindows } from './security';
import { startUtilityEngine } from './utility-engine';
import { mainWindow } from './window';

// Electron's main process: one window with the page, the backend behind it, the engine in a process of its own.
const folders = appFolders();
if (app.requestSingleInstanceLock()) {
  app.setAppUserModelId('io.neuroloom.app');
  registerAppScheme();
  guardWindows();
  const started = start();
  followOpenRequests((path) => void started.then((window) => window.show(path)));
} else {
  app.quit();
}

async function start() {
  await app.whenReady();
  serveApp(folders.pageFolder);
  denyPermissions(session.defaultSession);
  const preferences = await openPreferences(folders.dataFolder);
  const window = mainWindow(folders, preferences);
  const backend = createBackend({
    ...folders,
    version: app.getVersion(),
    launchEngine: () => startUtilityEngine(folders.engineFile, folders),
  });
  connectPages((pipe) => backend.attach(pipe));
  setUpMenu(window, preferences);
  setUpDialogs(folders.documentsFolder, preferences);
  setUpLifecycle(window, backend);
  window.show(projectIn(process.argv, process.cwd()));
  return window;
}
