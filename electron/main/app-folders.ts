import { app } from 'electron';
import { join } from 'node:path';

/**
 * Where the app finds and keeps things. NEUROLOOM_DATA and NEUROLOOM_DOCUMENTS name other places, as in the browser host; with the first one
 * the window's own data lies there too, so that such an app runs beside the usual one. Called before the app is ready.
 */
export function appFolders() {
  const { NEUROLOOM_DATA: data, NEUROLOOM_DOCUMENTS: documents } = process.env;
  if (data) app.setPath('userData', data);
  const product = app.getAppPath();
  const programs = join(product, 'dist', 'electron');
  return {
    // Packaged, they lie beside the archive: the engine reads them as files.
    assetsFolder: join(app.isPackaged ? process.resourcesPath : product, 'assets'),
    engineFile: join(programs, 'engine.mjs'),
    preloadFile: join(programs, 'preload.cjs'),
    pageFolder: join(product, 'dist', 'renderer'),
    dataFolder: app.getPath('userData'),
    documentsFolder: documents ?? join(app.getPath('documents'), 'Neuroloom'),
  };
}

export type AppFolders = ReturnType<typeof appFolders>;
