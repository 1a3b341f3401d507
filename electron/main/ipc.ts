import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { isAppUrl } from './app-protocol';

/** The page's own top frame, and no other, is listened to. */
function isOwnPage({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url);
}

/** Hears messages of the page; those of anyone else are dropped. */
export function listenToPage(
  channel: string,
  listener: (page: WebContents, ...args: unknown[]) => void,
): void {
  ipcMain.on(channel, (event, ...args: unknown[]) => {
    if (isOwnPage(event)) listener(event.sender, ...args);
  });
}

/** Answers questions of the page; those of anyone else fail. */
export function answerPage(
  channel: string,
  answer: (page: WebContents, ...args: unknown[]) => Promise<unknown>,
): void {
  ipcMain.handle(channel, (event, ...args: unknown[]) => {
    if (!isOwnPage(event)) throw new Error('Not the page of this app');
    return answer(event.sender, ...args);
  });
}
