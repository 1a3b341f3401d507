import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '#shared/compile/check';
import type { CheckSource } from '#shared/compile/check-source';
import { LINTS } from '#shared/compile/lint/table';
import { compileTraining } from '#shared/compile/training';
import { DEFAULT_DATA } from '#shared/data/config';
import type { Diagnostic, Localized, Repair } from '#shared/graph/diagnostic';
import { newProject } from '#shared/project/create';
import { repaired } from '../../../renderer/problems/repaired';
import { DIGITS, DIGITS_NETWORK, sourceOf } from '../../fixtures/drawings';
import type { ProblemCase } from './cases/case';
import { DRAWING_CASES } from './cases/drawing-cases';
import { LAYER_CASES } from './cases/layer-cases';
import { PROJECT_CASES } from './cases/project-cases';
import { SOUND_CASES } from './cases/sound-cases';

const PROBLEM_CASES: readonly ProblemCase[] = [...DRAWING_CASES, ...LAYER_CASES, ...PROJECT_CASES];

/** No layer of this version gives a number without any axis. */
const UNREACHABLE = ['layer-needs-axis'];

/** Every code in the sources of a folder. */
const codesIn = (folder: string): string[] =>
  readdirSync(resolve('shared', folder), { recursive: true, encoding: 'utf8' })
    .flatMap((name) => (name.endsWith('.ts') ? [readFileSync(resolve('shared', folder, name), 'utf8')] : []))
    .flatMap((text) => text.match(/\bcode: [^,;]*'[a-z-]+'(?: : '[a-z-]+')?/g) ?? [])
    .flatMap((text) => text.match(/'[a-z-]+'/g) ?? [])
    .map((code) => code.slice(1, -1));

const errorsOf = (problems: readonly Diagnostic[]) =>
  problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);

/** The project after a quick fix, as the app applies it. */
function repairedSource(source: CheckSource, repair: Repair): CheckSource {
  const { graph, training } = source;
  const project = repaired({ ...newProject('test'), graph, training }, repair);
  return { ...source, graph: project.graph, training: project.training };
}

const isText = (text: Localized | string | undefined): boolean =>
  typeof text === 'string'
    ? text !== ''
    : text !== undefined && text.en.trim() !== '' && /[가-힣]/.test(text.ko) && !/[가-힣]/.test(text.en);

describe('every problem', () => {
  test('that a check can give has a project here', () => {
    const known = new Set([...codesIn('compile'), ...codesIn('layers')]);
    const covered = new Set([...PROBLEM_CASES, ...LINTS].map(({ code }) => code));
    // `no-input` is put together from the layer's name.
    expect([...known, 'no-input'].filter((code) => !covered.has(code))).toEqual(UNREACHABLE);
  });

  test.each(PROBLEM_CASES)('$code: $title', ({ code, severity, at, source, fix }) => {
    const found = checkProject(source).filter((problem) => problem.code === code);
    expect(found.map((problem) => [problem.severity, problem.nodeId, problem.fix !== undefined])).toEqual([
      [severity, at, fix],
    ]);
  });

  test.each(PROBLEM_CASES)('$code says what is wrong in both languages: $title', ({ code, source }) => {
    const { message, expected, received, fix } = checkProject(source).find(
      (problem) => problem.code === code,
    )!;
    const texts = { message, expected, received, ...(fix && { label: fix.label }) };
    expect(Object.entries(texts).filter(([, text]) => !isText(text))).toEqual([]);
  });

  test.each(PROBLEM_CASES.filter(({ isWhole }) => isWhole))(
    '$code is repaired by its quick fix: $title',
    ({ code, source }) => {
      const { fix } = checkProject(source).find((problem) => problem.code === code)!;
      const mended = repairedSource(source, fix!.repair);
      const left = checkProject(mended);
      expect([errorsOf(left), left.filter((problem) => problem.code === code)]).toEqual([[], []]);
      expect(compileTraining({ ...mended, info: mended.info! }, { batch: 2 }).ok).toBe(true);
    },
  );

  test.each(PROBLEM_CASES.filter(({ fix, isWhole }) => fix && !isWhole))(
    '$code is gone after its quick fix, and what is left can be repaired: $title',
    ({ code, source }) => {
      const { fix } = checkProject(source).find((problem) => problem.code === code)!;
      const left = checkProject(repairedSource(source, fix!.repair));
      const errors = left.filter(({ severity }) => severity === 'error');
      expect(errors.filter((problem) => problem.code === code || !problem.fix)).toEqual([]);
    },
  );
});

describe('a project with which nothing is wrong', () => {
  test.each(SOUND_CASES)('has no problem and compiles: %s', (_title, source) => {
    expect(checkProject(source)).toEqual([]);
    expect(compileTraining({ ...source, info: source.info! }, { batch: 2 }).ok).toBe(true);
  });

  test('is checked as far as possible while its data are unknown', () => {
    const source = { ...sourceOf(DIGITS_NETWORK, { training: { epochs: 0 } }), info: null };
    expect(errorsOf(checkProject(source))).toEqual(['wrong-training-setting']);
  });
});

describe('only causes are told', () => {
  test('blocks behind a wrong one have no problem of their own', () => {
    const { source } = PROBLEM_CASES.find(({ code }) => code === 'layer-needs-image')!;
    expect(errorsOf(checkProject(source))).toEqual(['layer-needs-image']);
  });

  test('what lies before a cut does not lead nowhere', () => {
    const edges = DIGITS_NETWORK.edges.filter(({ target }) => target !== 'flatten');
    const found = checkProject(sourceOf({ ...DIGITS_NETWORK, edges }));
    expect(found.map(({ code, nodeId }) => [code, nodeId])).toEqual([['missing-input', 'flatten']]);
  });

  test('an empty drawing lacks its ends, and no more', () => {
    const { source } = PROBLEM_CASES.find(({ code }) => code === 'no-input')!;
    expect(errorsOf(checkProject(source))).toEqual(['no-input', 'no-output']);
  });
});

test('every problem of a composite is told once, at the block of the drawing', () => {
  const inner = { ...DIGITS_NETWORK.nodes[1]!, id: 'inner', name: 'inner', params: { filters: 0 } };
  const graph = {
    ...DIGITS_NETWORK,
    nodes: DIGITS_NETWORK.nodes.map((node) =>
      node.id === 'conv2d' ? { ...node, type: 'composite', composite: { id: 'c', repeat: 3 } } : node,
    ),
    composites: [
      {
        id: 'c',
        name: 'c',
        nodes: [inner],
        edges: [],
        inputs: [{ name: 'in', node: 'inner', port: 'in' }],
        outputs: [{ name: 'out', node: 'inner', port: 'out' }],
      },
    ],
  };
  const problems = checkProject({ ...sourceOf(graph), data: DEFAULT_DATA, info: DIGITS });
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ code, nodeId, fix, param }) => ({ code, nodeId, fix, param }))).toEqual([
    { code: 'wrong-parameter', nodeId: 'conv2d', fix: undefined, param: undefined },
  ]);
});
