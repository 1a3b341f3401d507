import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type Bridge, CHANNELS, TEXT_EDITS } from '#shared/protocol/bridge';
import { isTyping } from './is-typing';
import { kept } from './kept';

// Several pages follow each other in one window; this is the number of this one.
const connection = crypto.randomUUID();

const messages = kept<string | Uint8Array>();
const closes = kept<void>();
const commands = kept<string>();
const files = kept<string>();
let beforeClosing: () => Promise<void> = () => Promise.resolve();

ipcRenderer.on(CHANNELS.message, (_event, to: string, message: string | Uint8Array) => {
  if (to === connection) messages.give(message);
});
ipcRenderer.on(CHANNELS.close, (_event, to: string) => {
  if (to === connection) closes.give();
});
ipcRenderer.on(CHANNELS.command, (_event, command: string) => {
  const edit = Object.entries(TEXT_EDITS).find(([id]) => id === command)?.[1];
  if (edit && isTyping(document.activeElement)) ipcRenderer.send(CHANNELS.edit, edit);
  else commands.give(command);
});
ipcRenderer.on(CHANNELS.openFile, (_event, path: string) => files.give(path));
ipcRenderer.on(CHANNELS.closing, () => {
  const done = () => ipcRenderer.send(CHANNELS.closed);
  beforeClosing().then(done, done);
});

const bridge: Bridge = {
  send: (message) => ipcRenderer.send(CHANNELS.message, connection, message),
  onMessage: messages.listen,
  onClose: closes.listen,
  openDialog: (kind) => ipcRenderer.invoke(CHANNELS.openDialog, kind) as Promise<string | null>,
  saveDialog: (name, kind) => ipcRenderer.invoke(CHANNELS.saveDialog, name, kind) as Promise<string | null>,
  pathOf: (file) => webUtils.getPathForFile(file as File),
  onCommand: commands.listen,
  onOpenFile: files.listen,
  onClosing: (listener) => {
    beforeClosing = listener;
  },
  setMenu: (looks) => ipcRenderer.send(CHANNELS.menu, looks),
};

contextBridge.exposeInMainWorld('neuroloom', bridge);
ipcRenderer.send(CHANNELS.connect, connection);
