import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copyItems, pastedItems, pickItems, readItems, writeItems } from '../../../renderer/state/clipboard';
import { drawing } from '../../fakes/fake-graph';

const graph = drawing('in:Input conv:Conv2D out:Output', 'in>conv conv>out');
const blocks = pickItems(graph, new Set(['in', 'conv']));

/** The system's clipboard; `refuse` makes it as closed as a browser can. */
const system = { text: '', refuse: false };
beforeEach(() => {
  Object.assign(system, { text: '', refuse: false });
  const guarded = <T>(value: T) =>
    system.refuse ? Promise.reject(new Error('NotAllowed')) : Promise.resolve(value);
  vi.stubGlobal('navigator', {
    clipboard: {
      writeText: (text: string) => guarded(undefined).then(() => void (system.text = text)),
      readText: () => guarded(system.text),
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

test('picks blocks with the wires among them', () => {
  expect(blocks.edges.map(({ id }) => id)).toEqual(['in>conv']);
});

test('blocks become text and come back', () => {
  expect(readItems(writeItems(blocks))).toMatchObject(blocks);
});

test.each([
  ['any text', 'Hello'],
  ['other JSON', '{"nodes": []}'],
  ['blocks of a later version', writeItems(blocks).replace('"version": 1', '"version": 2')],
  ['no block at all', writeItems({ nodes: [], edges: [], frames: [], notes: [], composites: [] })],
])('%s is no blocks', (_name, text) => {
  expect(readItems(text)).toBeNull();
});

test('goes by the system’s clipboard, which other windows share', async () => {
  await copyItems(blocks);
  expect(readItems(system.text)).toMatchObject(blocks);
  dispatchEvent(new Event('blur'));
  system.text = 'copied elsewhere';
  expect(await pastedItems()).toBeNull();
});

test('works without the system’s clipboard', async () => {
  system.refuse = true;
  await copyItems(blocks);
  dispatchEvent(new Event('blur'));
  expect(await pastedItems()).toMatchObject(blocks);
});
