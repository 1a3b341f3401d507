import { expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import { allRepaired } from '../../../renderer/problems/repair-all';
import { chain, DIGITS } from '../../fixtures/drawings';

const problemsOf = ({ graph, training, data }: ProjectFile) =>
  checkProject({ graph, training, data, info: DIGITS });
const project: ProjectFile = {
  ...newProject('test'),
  graph: chain(
    ['Input', { shape: [28, 28, 1] }],
    'Flatten',
    ...Array.from({ length: 5 }, () => 'Dense'),
    ['Dense', { units: 7, activation: 'softmax' }],
    'Output',
  ),
};

test('all problems of one kind are repaired, and no others', () => {
  const codes = (one: ProjectFile) => problemsOf(one).map(({ code }) => code);
  expect(codes(project)).toEqual([
    'head-does-not-fit',
    ...Array.from({ length: 5 }, () => 'no-activation-between'),
  ]);
  expect(codes(allRepaired(project, 'no-activation-between', problemsOf))).toEqual(['head-does-not-fit']);
  expect(allRepaired(project, 'no-such-kind', problemsOf)).toBe(project);
});
