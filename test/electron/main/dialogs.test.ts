import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../fakes/electron/app-under-test';

async function startDialogs() {
  const { electron, documentsFolder, window } = await startApp();
  const { webContents } = await window();
  return { dialog: electron.dialog, bridge: webContents.bridge, documentsFolder };
}

describe('opening', () => {
  test('a project offers project files', async () => {
    const { dialog, bridge } = await startDialogs();
    dialog.choice = '/home/me/net.json';
    expect(await bridge.openDialog('project')).toBe('/home/me/net.json');
    expect(dialog.opened).toEqual([
      {
        properties: ['openFile'],
        filters: [
          { name: 'Neuroloom projects', extensions: ['json', 'neuroloom', 'zip'] },
          { name: 'All files', extensions: ['*'] },
        ],
      },
    ]);
  });

  test('data offers every file', async () => {
    const { dialog, bridge } = await startDialogs();
    dialog.choice = '/data/train-images.idx3-ubyte.gz';
    expect(await bridge.openDialog('data')).toBe('/data/train-images.idx3-ubyte.gz');
    expect(dialog.opened[0]?.filters).toEqual([{ name: 'All files', extensions: ['*'] }]);
  });

  test('can be cancelled', async () => {
    const { bridge } = await startDialogs();
    expect(await bridge.openDialog('project')).toBeNull();
  });
});

describe('saving', () => {
  test.each([
    ['MNIST CNN', 'MNIST CNN.json'],
    ['숫자 인식', '숫자 인식.json'],
    ['../../a/b:c', '_.._a_b_c.json'],
    ['', 'project.json'],
  ])('%j suggests %j in the documents folder', async (name, file) => {
    const { dialog, bridge, documentsFolder } = await startDialogs();
    dialog.choice = '/home/me/chosen.json';
    expect(await bridge.saveDialog(name, 'project')).toBe('/home/me/chosen.json');
    expect(dialog.saved[0]?.defaultPath).toBe(join(documentsFolder, file));
    expect(dialog.saved[0]?.filters).toEqual([{ name: 'Neuroloom projects', extensions: ['json'] }]);
  });

  test('an archive suggests a name of its own', async () => {
    const { dialog, bridge, documentsFolder } = await startDialogs();
    dialog.choice = '/home/me/net.neuroloom';
    expect(await bridge.saveDialog('net', 'archive')).toBe('/home/me/net.neuroloom');
    expect(dialog.saved[0]).toMatchObject({
      defaultPath: join(documentsFolder, 'net.neuroloom'),
      filters: [{ name: 'Neuroloom archives', extensions: ['neuroloom'] }],
    });
  });

  test('can be cancelled', async () => {
    const { bridge } = await startDialogs();
    expect(await bridge.saveDialog('net', 'project')).toBeNull();
  });
});
