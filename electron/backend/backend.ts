import { join } from 'node:path';
import { API, type ApiName } from '#shared/protocol/api';
import type { Pipe } from '#shared/protocol/pipe';
import { type Handlers, type Server, serve } from '#shared/protocol/rpc';
import type { LaunchEngine } from './engine-process';
import { superviseEngine } from './engine-supervisor';
import { openFileOfPage } from './open-file';
import { type ProjectFolders, projectService } from './projects';

export interface BackendOptions extends ProjectFolders {
  readonly version: string;
  readonly launchEngine: LaunchEngine;
}

/** Everything behind the page, the same in Electron and in the browser host. */
export interface Backend {
  /** Serves one page until its pipe closes. */
  attach(pipe: Pipe): void;
  close(): Promise<void>;
}

/** Starts the services and the engine process. */
export function createBackend(options: BackendOptions): Backend {
  const pages = new Set<Server>();
  const engine = superviseEngine({
    launch: options.launchEngine,
    runsFolder: join(options.dataFolder, 'runs'),
    emit: (name, payload) => {
      for (const page of pages) page.emit(name, payload);
    },
    sendFrameBytes: (bytes) => {
      for (const page of pages) page.sendFrameBytes(bytes);
    },
  });
  const engineCalls = (Object.keys(API) as ApiName[]).filter(
    (name) => name.startsWith('engine.') && name !== 'engine.restart',
  );
  const projects = projectService(options);
  const handlers: Partial<Handlers> = {
    'app.info': () => ({
      version: options.version,
      dataFolder: options.dataFolder,
      documentsFolder: options.documentsFolder,
    }),
    ...projects,
    ...Object.fromEntries(engineCalls.map((name) => [name, (input: never) => engine.call(name, input)])),
    'engine.restart': async () => {
      await engine.restart();
      return {};
    },
  };
  return {
    attach(pipe) {
      const file = openFileOfPage((change) => page.emit('projects.changed', change));
      const page = serve(pipe, {
        ...handlers,
        'projects.hold': file.hold,
        'projects.write': (input) => file.writing(async () => projects['projects.write'](input)),
      });
      pages.add(page);
      page.onClose(() => {
        pages.delete(page);
        void file.release();
      });
      page.emit('engine.process', engine.state);
    },
    close: async () => engine.close(),
  };
}
