import { memoryPipes } from '#shared/protocol/memory-pipe';
import { connect, type Handlers, serve, type Server } from '#shared/protocol/rpc';
import type { Host } from './host';

/** A host for tests: calls are answered by `handlers`, events and frames come from `server`. */
export function createFakeHost(
  handlers: Partial<Handlers>,
  answers: Partial<Pick<Host, 'chooseProject' | 'readDropped' | 'choosePlace' | 'chooseDataFile'>> = {},
): { readonly host: Host; readonly server: Server } {
  const [page, backend] = memoryPipes();
  const server = serve(backend, handlers);
  const host: Host = {
    client: connect(page),
    chooseProject: async () => null,
    readDropped: async (file) => ({ path: null, text: await file.text(), version: null, weights: null }),
    choosePlace: async () => null,
    chooseDataFile: async () => null,
    onCommand: () => undefined,
    onOpenFile: () => undefined,
    onClosing: () => undefined,
    setMenu: () => undefined,
    ...answers,
  };
  return { host, server };
}
