import { describe, expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import { DEFAULT_DATA } from '#shared/data/config';
import { newProject } from '#shared/project/create';
import { parseProject, serializeProject } from '#shared/project/parse';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { DEFAULT_SNAPSHOTS } from '#shared/train/snapshots';
import { chain, DIGITS } from '../../fixtures/drawings';

const network = (units: number) =>
  chain(
    ['Input', { shape: [28, 28, 1] }],
    'Flatten',
    ['Dense', { units }],
    ['Dense', { units: 10, activation: 'softmax' }],
    'Output',
  );

const problems = (snapshots: Partial<typeof DEFAULT_SNAPSHOTS>, units = 32) =>
  checkProject({
    graph: network(units),
    training: { ...DEFAULT_TRAINING, snapshots: { ...DEFAULT_SNAPSHOTS, ...snapshots } },
    data: DEFAULT_DATA,
    info: DIGITS,
  }).filter(({ param }) => param?.startsWith('snapshots'));

describe('snapshots', () => {
  test('have nothing wrong by default', () => {
    expect(problems({})).toEqual([]);
  });

  test.each([
    ['every', { every: 0 }],
    ['megabytes', { megabytes: 0.5 }],
    ['policy', { policy: 'sometimes' as never }],
  ])('say what is wrong with %s, and how to repair it', (name, change) => {
    expect(problems(change)).toMatchObject([
      {
        code: 'wrong-training-setting',
        severity: 'error',
        param: `snapshots.${name}`,
        fix: { repair: { key: 'snapshots', value: DEFAULT_SNAPSHOTS } },
      },
    ]);
  });

  test('that do not fit are told before training', () => {
    expect(problems({ megabytes: 1 }, 600)).toMatchObject([
      { code: 'snapshot-too-large', severity: 'hint', expected: { en: '2 MB or more' } },
    ]);
    expect(problems({ megabytes: 1, policy: 'none' }, 600)).toEqual([]);
  });

  test('are kept in the project file, which may be without', () => {
    const project = newProject('kept');
    const snapshots = { policy: 'steps', every: 5, megabytes: 7 } as const;
    const saved = parseProject(
      serializeProject({ ...project, training: { ...project.training, snapshots } }),
    );
    expect(saved.ok && saved.value.training.snapshots).toEqual(snapshots);
    const without = parseProject(serializeProject(project));
    expect(without.ok && without.value).toEqual(project);
  });
});
