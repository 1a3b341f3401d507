import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import type { CheckSource } from '#shared/compile/check-source';
import type { Lint } from '#shared/compile/lint/definition';
import { LINTS, lintOf } from '#shared/compile/lint/table';
import { DEFAULT_DATA, type DatasetInfo } from '#shared/data/config';
import { DATASETS } from '#shared/data/table';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import { graphDocSchema } from '#shared/graph/document';
import { newProject } from '#shared/project/create';
import { projectSchema } from '#shared/project/schema';
import { DEFAULT_TRAINING } from '#shared/train/config';
import { repaired } from '../../../../renderer/problems/repaired';
import { DIGITS } from '../../../fixtures/drawings';
import { EXAMPLES } from '../../../fixtures/examples';

/** As the app has it: the shipped digits, or the points that a dataset generates. */
function infoOf(dataset: string): DatasetInfo {
  if (dataset === 'mnist') return { ...DIGITS, trainCount: 10_000, testCount: 10_000 };
  const { train, test: _, ...info } = DATASETS[dataset]!.generate!({});
  return { ...info, trainCount: train.count, testCount: train.count };
}

function exampleOf({ example: { graph, training, data } }: Lint): CheckSource {
  const config = { ...DEFAULT_DATA, ...data };
  return {
    graph,
    training: { ...DEFAULT_TRAINING, ...training },
    data: config,
    info: infoOf(config.dataset),
  };
}

/** The same after a fix, as the app applies it. */
function mended(source: CheckSource, { fix }: Diagnostic): CheckSource {
  const { graph, training, data } = source;
  const project = repaired({ ...newProject('test'), graph, training, data }, fix!.repair);
  expect(projectSchema.safeParse(project).success).toBe(true);
  return { ...source, graph: project.graph, training: project.training, data: project.data };
}

const codes = (problems: readonly Diagnostic[]) => problems.map(({ code }) => code);

const isText = ({ en, ko }: Localized): boolean =>
  en.trim() !== '' && /[가-힣]/.test(ko) && !/[가-힣]/.test(en);

/** Places that the app lets one follow a link to. */
const linkedHosts = [
  ...readFileSync(resolve('electron/main/security.ts'), 'utf8').matchAll(/'([\w.-]+\.\w+)'/g),
].map(([, host]) => host);

/** Findings that nothing but the user can repair. */
const WITHOUT_REPAIR = new Set([
  'many-parameters',
  'probe-weight-missing',
  'probe-index-outside',
  'probe-records-nothing',
]);

describe.each(LINTS.map((lint) => [lint.code, lint] as const))('the lint %s', (code, lint) => {
  test('is found in its example, and nothing else is', () => {
    expect(graphDocSchema.safeParse(lint.example.graph).success).toBe(true);
    expect(codes(checkProject(exampleOf(lint)))).toEqual([code]);
  });

  test('is gone after its repair, which leaves nothing to say', () => {
    const source = exampleOf(lint);
    const [found] = checkProject(source);
    expect(found!.fix === undefined).toBe(WITHOUT_REPAIR.has(code));
    const left = found!.fix ? checkProject(mended(source, found!)) : [];
    expect(left).toEqual([]);
  });

  test('says why in both languages, and where that can be read', () => {
    const [found] = checkProject(exampleOf(lint));
    expect([lint.title, lint.why, found!.message].filter((text) => !isText(text))).toEqual([]);
    expect(lint.why.en.length).toBeGreaterThan(80);
    const { authors, title, year, url } = lint.source;
    expect([authors.length > 0, title.length > 0, (year ?? 1986) >= 1986]).toEqual([true, true, true]);
    expect(new URL(url).protocol).toBe('https:');
    expect(linkedHosts).toContain(new URL(url).host);
  });

  test('is reached by its code', () => {
    expect(LINTS.filter((other) => other.code === code)).toEqual([lintOf(code)]);
  });
});

test.each(EXAMPLES)('the example %s has nothing to remark on', (_name, text) => {
  const { graph, training, data } = projectSchema.parse(JSON.parse(text));
  expect(codes(checkProject({ graph, training, data, info: infoOf(data.dataset) }))).toEqual([]);
});
