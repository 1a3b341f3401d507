import type { Bridge } from '#shared/protocol/bridge';
import { connect } from '#shared/protocol/rpc';
import type { Host } from './host';

/** The page in Electron's window. */
export function createElectronHost(bridge: Bridge): Host {
  const client = connect({
    send: (message) => bridge.send(message),
    onMessage: (listener) => bridge.onMessage(listener),
    onClose: (listener) => bridge.onClose(listener),
    close: () => undefined,
  });
  return {
    client,
    async openProject() {
      const path = await bridge.openDialog('project');
      if (path === null) return null;
      const { text } = await client.call('projects.read', { path });
      const file = path.split(/[/\\]/).at(-1)!;
      return { path, name: file.replace(/\.json$/i, ''), text };
    },
    choosePlace: async (suggestedName) => (await bridge.saveDialog(suggestedName)) ?? undefined,
    chooseDataFile: () => bridge.openDialog('data'),
    onCommand: (listener) => bridge.onCommand(listener),
    onOpenFile: (listener) => bridge.onOpenFile(listener),
    onClosing: (listener) => bridge.onClosing(listener),
    setLanguage: (language) => bridge.setLanguage(language),
  };
}
