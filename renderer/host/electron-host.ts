import type { Bridge } from '#shared/protocol/bridge';
import { connect } from '#shared/protocol/rpc';
import { readHandedOver } from './handed-over';
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
    async chooseProject() {
      const path = await bridge.openDialog('project');
      return path === null ? null : () => client.call('projects.read', { path });
    },
    readDropped(file) {
      const path = bridge.pathOf(file);
      return path === '' ? readHandedOver(client, file) : client.call('projects.read', { path });
    },
    choosePlace: async (suggestedName, kind = 'project') =>
      (await bridge.saveDialog(suggestedName, kind)) ?? undefined,
    chooseDataFile: () => bridge.openDialog('data'),
    onCommand: (listener) => bridge.onCommand(listener),
    onOpenFile: (listener) => bridge.onOpenFile(listener),
    onClosing: (listener) => bridge.onClosing(listener),
    setMenu: (looks) => bridge.setMenu(looks),
  };
}
