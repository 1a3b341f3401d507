import { describe, expect, test } from 'vitest';
import { startApp } from '../../fakes/electron/app-under-test';
import { preloadCode } from '../../fakes/electron/preload';

test('the script is one file that needs nothing but electron', async () => {
  const code = await preloadCode('dist/electron/preload.cjs');
  const required = [...code.matchAll(/require\((.*?)\)/g)].map(([, name]) => name);
  expect(required).toEqual(['"electron"']);
  expect(code).not.toMatch(/^\s*(?:import|export)\b/m);
});

describe('the page', () => {
  test('sees one object, and on it only functions of the bridge', async () => {
    const { window } = await startApp();
    const { webContents } = await window();
    expect(Object.keys(webContents.page!.world)).toEqual(['neuroloom']);
    expect(
      Object.fromEntries(Object.entries(webContents.bridge).map(([name, value]) => [name, typeof value])),
    ).toEqual({
      send: 'function',
      onMessage: 'function',
      onClose: 'function',
      openDialog: 'function',
      saveDialog: 'function',
      pathOf: 'function',
      onCommand: 'function',
      onOpenFile: 'function',
      onClosing: 'function',
      setMenu: 'function',
    });
  });

  test('cannot change the bridge', async () => {
    const { window } = await startApp();
    expect(Object.isFrozen((await window()).webContents.bridge)).toBe(true);
  });
});
