import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { FRAMEWORKS, type Framework, programText } from '#shared/code/program';
import { writeProgram } from '#shared/code/write';
import type { CodeSource } from '#shared/code/source';
import { SINGLE_LAYERS } from '../../python/layer-cases';
import { TRAINING_CASES } from '../../python/training-cases';
import { shippedProject, sourceOf } from './projects';

const BOTH = Object.keys(FRAMEWORKS) as readonly Framework[];
const SHIPPED = ['mnist-cnn', 'mnist-mlp', 'xor', 'spirals', 'residual'];

function textOf(source: CodeSource, framework: Framework): string {
  const written = writeProgram(source, framework);
  if (!written.ok) throw new Error(`${source.name}: ${written.diagnostics[0]!.message.en}`);
  return programText(written.value);
}

describe('the shipped projects as programs', () => {
  test.each(SHIPPED.flatMap((name) => BOTH.map((framework) => [name, framework] as const)))(
    '%s for %s',
    async (name, framework) => {
      await expect(textOf(sourceOf(shippedProject(name)), framework)).toMatchFileSnapshot(
        `programs/${name}.${framework}.py`,
      );
    },
  );
});

const PARSE = `
import ast, json, sys
bad = []
for name, text in json.load(sys.stdin):
    try:
        ast.parse(text)
    except SyntaxError as error:
        bad.append(f"{name}: line {error.lineno}: {error.text}")
print(json.dumps(bad))
`;

test('every program is Python', () => {
  const cases = [...TRAINING_CASES, ...SINGLE_LAYERS];
  const programs = cases.flatMap(({ name, project, data }) =>
    BOTH.map(
      (framework) => [`${name} for ${framework}`, textOf(sourceOf(project, data), framework)] as const,
    ),
  );
  // Without a Python the programs of the shipped projects are still compared with those that one has read.
  const { stdout, error } = spawnSync('python3', ['-c', PARSE], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect(error ? [] : (JSON.parse(stdout) as unknown)).toEqual([]);
  expect(programs.length).toBeGreaterThan(400);
}, 60_000);
