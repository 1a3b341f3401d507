import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newProject } from '#shared/project/create';
import { MAX_PROJECT_CHARS, parseProject, serializeProject } from '#shared/project/parse';
import { PROJECT_VERSION, projectSchema } from '#shared/project/schema';
import { EXAMPLES, exampleText } from '../../fixtures/examples';
import { mutatedJson, mutatedText } from '../../fixtures/mutations';

const TEXT = exampleText('xor');
const PROJECT = JSON.parse(TEXT) as Record<string, unknown>;

function problemWith(text: string) {
  const parsed = parseProject(text);
  if (parsed.ok) throw new Error('The file is accepted');
  return parsed.diagnostics[0]!;
}

/** The example with line `number` (from 1) changed. */
const withLine = (number: number, change: (line: string) => string): string =>
  TEXT.split('\n')
    .map((line, i) => (i === number - 1 ? change(line) : line))
    .join('\n');

describe('a project file', () => {
  test.each(EXAMPLES)('%s is read, and written the same again', (_name, text) => {
    const parsed = parseProject(text);
    expect(parsed).toEqual({ ok: true, value: JSON.parse(text), diagnostics: [] });
    const again = parsed.ok ? parseProject(serializeProject(parsed.value)) : parsed;
    expect(again).toEqual(parsed);
  });

  test('of a new project is read again as it was', () => {
    const project = newProject('내 신경망 "1"');
    expect(parseProject(serializeProject(project))).toEqual({ ok: true, value: project, diagnostics: [] });
  });

  test('is the same text for the same project, one entry a line', () => {
    const parsed = parseProject(TEXT);
    const text = parsed.ok ? serializeProject(parsed.value) : '';
    expect(text.split('\n')[1]).toBe('  "format": "neuroloom",');
    expect(text.endsWith('}\n')).toBe(true);
    expect(serializeProject({ ...newProject('a'), name: 'b' })).toBe(serializeProject(newProject('b')));
  });

  test('may begin with a byte order mark', () => {
    expect(parseProject(`\uFEFF${TEXT}`)).toEqual(parseProject(TEXT));
  });
});

describe('a file of an older version', () => {
  const old = readFileSync(
    resolve(import.meta.dirname, '../../fixtures/projects/xor-version-1.json'),
    'utf8',
  );

  test('of version 1 is opened: its loss keeps its name, and what came later is as it was without', () => {
    const parsed = parseProject(old);
    const now = parseProject(TEXT);
    expect(parsed).toEqual(now);
    expect(parsed.ok && parsed.value.training).toMatchObject({
      loss: { type: 'auto', params: {} },
      schedule: null,
      classWeights: null,
      metrics: [{ type: 'accuracy', params: {} }],
      callbacks: [],
    });
  });

  test('that is damaged is named by its path', () => {
    const { training, ...rest } = JSON.parse(old) as { training: object };
    expect(problemWith(JSON.stringify({ ...rest, training: 7 })).message.en).toContain('“training”');
    const wrong = JSON.stringify({ ...rest, training: { ...training, loss: 7 } });
    expect(problemWith(wrong).message.en).toContain('“training.loss.type”');
  });

  test('a thousand with odd values give a project or a Diagnostic', () => {
    fc.assert(
      fc.property(mutatedJson(JSON.parse(old) as Record<string, unknown>), (json) => {
        expect(isHandled(JSON.stringify(json))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('damaged JSON names its line', () => {
  test.each<[string, string, number]>([
    ['a word that is none', withLine(9, (line) => line.replace(/: .*/, ': dense,')), 9],
    ['a missing comma', withLine(4, (line) => line.replace(',', '')), 5],
    ['a text without end', withLine(10, (line) => line.slice(0, -2)), 10],
    ['an extra bracket', withLine(12, (line) => `${line}]`), 12],
    ['a comma at the end of a list', withLine(4, (line) => `${line},`), 4],
    ['another file behind it', `${TEXT}{}`, TEXT.split('\n').length],
    ['a file cut off', TEXT.slice(0, TEXT.indexOf('\n', 200)), TEXT.slice(0, 200).split('\n').length],
    ['nothing', '', 1],
    ['a text', 'hello', 1],
    ['bytes', '\u0000\u0001\u0002', 1],
  ])('%s', (_name, text, line) => {
    const { code, message } = problemWith(text);
    expect({ code, message }).toEqual({
      code: 'project-not-json',
      message: {
        en: `The project file is damaged at line ${line}. Mend it there, or open another copy of it.`,
        ko: `프로젝트 파일의 ${line}번째 줄이 손상되었습니다. 그 줄을 고치거나 다른 사본을 여세요.`,
      },
    });
  });

  test('with the lines of Windows too', () => {
    const text = withLine(9, (line) => line.replace(/: .*/, ': dense,')).replaceAll('\n', '\r\n');
    expect(problemWith(text).message.en).toMatch(/^The project file is damaged at line 9\./);
  });
});

describe('JSON that is no project of this version', () => {
  test('that is newer is refused politely', () => {
    expect(problemWith(JSON.stringify({ ...PROJECT, version: PROJECT_VERSION + 1 }))).toMatchObject({
      code: 'project-newer',
      expected: { en: `version ${PROJECT_VERSION} or older` },
      received: String(PROJECT_VERSION + 1),
    });
  });

  test.each([
    ['a list', []],
    ['null', null],
    ['a number', 1],
    ['an empty object', {}],
    ['another format', { ...PROJECT, format: 'other' }],
    ['no version', { ...PROJECT, version: undefined }],
    ['a version before the first', { ...PROJECT, version: 0 }],
    ['a version that never ends', { ...PROJECT, version: -1e300 }],
    ['a version in between', { ...PROJECT, version: 0.5 }],
    ['a format that is no text', { ...PROJECT, format: { toString: 1, valueOf: 1 } }],
    ['a version as a list', { ...PROJECT, version: [2] }],
  ])('%s is not a project', (_name, json) => {
    expect(problemWith(JSON.stringify(json)).code).toBe('not-a-project');
  });

  test.each([
    ['name', { ...PROJECT, name: 7 }],
    [
      'graph.nodes.0.type',
      {
        ...PROJECT,
        graph: {
          ...(PROJECT['graph'] as object),
          nodes: [{ ...(PROJECT['graph'] as { nodes: object[] }).nodes[0], type: null }],
        },
      },
    ],
    ['training.epochs', { ...PROJECT, training: { ...(PROJECT['training'] as object), epochs: 0 } }],
    ['data', { ...PROJECT, data: undefined }],
  ])('a wrong value is named by its path: %s', (path, json) => {
    const { code, message } = problemWith(JSON.stringify(json));
    expect([code, message.en]).toEqual([
      'project-invalid',
      `The project file does not fit its format at “${path}”, line 1. Mend it there, or open another copy of it.`,
    ]);
  });

  test.each([
    [/"epochs": \d+/, '"epochs": 0', 'training.epochs'],
    [/"dense_1", "targetPort": "in"/, '"dense_1", "targetPort": 7', 'graph.edges.1.targetPort'],
    [/"units": 1\b/, '"units": { "a": 1 }', 'graph.nodes.2.params.units'],
    [/"id": "dense_1"/, '"id": "dense"', 'graph.nodes.2.id'],
    [/"id": "e2"/, '"id": "input"', 'graph.edges.1.id'],
    [/"x": 816/, '"x": 1e300', 'graph.nodes.3.position.x'],
  ])('and by its line: %s', (from, to, path) => {
    const parsed = parseProject(TEXT);
    const text = parsed.ok ? serializeProject(parsed.value) : '';
    const line = text.slice(0, text.search(from)).split('\n').length;
    expect(problemWith(text.replace(from, to)).message.en).toBe(
      `The project file does not fit its format at “${path}”, line ${line}. Mend it there, or open another copy of it.`,
    );
  });

  test.each(['format', 'version', 'name', 'graph'])('%s nested without end is refused', (key) => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = JSON.stringify({ ...PROJECT, [key]: 'deep' }).replace('"deep"', deep);
    expect(problemWith(text).severity).toBe('error');
  });

  test('a text larger than any drawing is refused before it is read', () => {
    expect(problemWith(' '.repeat(MAX_PROJECT_CHARS + 1)).code).toBe('project-too-long');
  });
});

/** Whether the file gives a project as the schema wants it, or a Diagnostic that says something. */
function isHandled(text: string): boolean {
  const parsed = parseProject(text);
  if (parsed.ok) return projectSchema.safeParse(parsed.value).success;
  const [problem] = parsed.diagnostics;
  return problem?.severity === 'error' && problem.message.en !== '' && problem.message.ko !== '';
}

describe('whatever a file holds, it gives a project or a Diagnostic', () => {
  test('a thousand damaged texts', () => {
    fc.assert(
      fc.property(mutatedText(TEXT), (text) => {
        expect(isHandled(text)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('a thousand projects with odd values, which survive writing', () => {
    fc.assert(
      fc.property(mutatedJson(PROJECT), (json) => {
        const text = JSON.stringify(json);
        expect(isHandled(text)).toBe(true);
        const parsed = parseProject(text);
        expect(parsed.ok ? parseProject(serializeProject(parsed.value)) : parsed).toEqual(parsed);
      }),
      { numRuns: 1000 },
    );
  });

  test('noise', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(isHandled(text)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
