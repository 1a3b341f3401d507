import { expect, test } from 'vitest';
import { newProject } from '../../../shared/project/create';
import type { ProjectFile } from '../../../shared/project/schema';
import { isSameNetwork } from '../../../renderer/preflight/same-network';
import { change, DIGITS_NETWORK } from '../../fixtures/drawings';

const PROJECT: ProjectFile = { ...newProject('Test'), graph: DIGITS_NETWORK };
const withBlock = (changes: Parameters<typeof change>[2]): ProjectFile => ({
  ...PROJECT,
  graph: change(DIGITS_NETWORK, 'dense', changes),
});

test('a block that lies elsewhere, and a note, train alike', () => {
  expect(isSameNetwork(PROJECT, PROJECT)).toBe(true);
  expect(isSameNetwork(PROJECT, { ...PROJECT, name: 'Other' })).toBe(true);
  expect(isSameNetwork(PROJECT, withBlock({ position: { x: 5, y: 6 } }))).toBe(true);
  expect(isSameNetwork(PROJECT, { ...PROJECT, graph: { ...DIGITS_NETWORK, notes: [] } })).toBe(true);
});

test('other parameters, blocks, wires, settings and data do not', () => {
  const { graph, training, data } = PROJECT;
  for (const other of [
    withBlock({ params: { units: 3 } }),
    withBlock({ bypassed: true }),
    { ...PROJECT, graph: { ...graph, nodes: graph.nodes.slice(1) } },
    { ...PROJECT, graph: { ...graph, edges: graph.edges.slice(1) } },
    { ...PROJECT, training: { ...training, batchSize: 7 } },
    { ...PROJECT, data: { ...data, limit: 9 } },
  ])
    expect(isSameNetwork(PROJECT, other)).toBe(false);
});
