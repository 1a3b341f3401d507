import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseProject, serializeProject } from '#shared/project/parse';
import { writeJson } from '#shared/project/write-json';
import { EXAMPLES, exampleText } from '../../fixtures/examples';

describe('JSON that reads well', () => {
  test('says the same as JSON.stringify', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(writeJson(value))).toEqual(plain);
      }),
      { numRuns: 1000 },
    );
  });

  test('has no line that could be shorter', () => {
    const parsed = parseProject(exampleText('mnist-cnn'));
    const lines = (parsed.ok ? serializeProject(parsed.value) : '').split('\n');
    expect(lines.filter((line) => line.length > 140)).toEqual([]);
    const wires = lines.filter((line) => line.includes('"sourcePort"'));
    expect(wires.every((line) => /^\s+\{.*"targetPort".*\},?$/.test(line))).toBe(true);
  });

  test('leaves lists of numbers in as few lines as they need', () => {
    const text = writeJson({ list: Array.from({ length: 200 }, (_, i) => i) });
    expect(text.split('\n').length).toBeLessThan(13);
    expect(JSON.parse(text)).toEqual({ list: Array.from({ length: 200 }, (_, i) => i) });
  });
});

describe('two versions of a project', () => {
  const project = (() => {
    const parsed = parseProject(exampleText('mnist-cnn'));
    if (!parsed.ok) throw new Error('The example is damaged');
    return parsed.value;
  })();
  const changedLines = (a: string, b: string): number => {
    const before = new Set(a.split('\n'));
    return b.split('\n').filter((line) => !before.has(line)).length;
  };

  test('differ in one line where a block was moved or a parameter changed', () => {
    const [first, ...rest] = project.graph.nodes;
    const moved = { ...first!, position: { x: 5, y: 7 } };
    const next = { ...project, graph: { ...project.graph, nodes: [moved, ...rest] } };
    expect(changedLines(serializeProject(project), serializeProject(next))).toBe(1);
  });

  test('are the same text, whether blocks were written before or not', () => {
    serializeProject(project);
    const { graph } = project;
    const [first, ...others] = graph.nodes;
    const next = { ...project, graph: { ...graph, nodes: [...others, { ...first!, name: 'renamed' }] } };
    expect(serializeProject(next)).toBe(serializeProject(structuredClone(next)));
    expect(serializeProject(project)).toBe(serializeProject(structuredClone(project)));
  });

  test('are the same text, however the parameters came about', () => {
    const reversed = <T extends object>(object: T): T =>
      Object.fromEntries(Object.entries(object).toReversed()) as T;
    const nodes = project.graph.nodes.map((node) => reversed({ ...node, params: reversed(node.params) }));
    const other = { ...project, graph: { ...project.graph, nodes } };
    expect(serializeProject(other)).toBe(serializeProject(project));
  });
});

test.each(EXAMPLES)('%s is written as the app writes it', (_name, text) => {
  const parsed = parseProject(text);
  expect(parsed.ok && serializeProject(parsed.value)).toBe(text);
});
