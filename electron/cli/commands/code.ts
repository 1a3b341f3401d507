import { writeFile } from 'node:fs/promises';
import { defineCommand, type ArgsDef } from 'citty';
import { FRAMEWORKS, type Framework, programText } from '#shared/code/program';
import { writeProgram } from '#shared/code/write';
import { DiagnosticError } from '#shared/graph/diagnostic';
import { failedBecause } from '#shared/graph/system-errors';
import { startEngine } from '../engine-client';
import { readProject } from '../project';
import { printDiagnostic, printLine, say } from '../terminal';
import { PROJECT_FILE } from '../texts';
import { checkUsage, UsageError } from '../usage';

const args = {
  project: { type: 'positional', description: PROJECT_FILE, required: true },
  framework: {
    type: 'string',
    description: say({ en: 'keras or pytorch', ko: 'keras, pytorch 중 하나' }),
    valueHint: 'name',
    default: 'keras',
  },
  out: {
    type: 'string',
    description: say({ en: 'File for the program', ko: '프로그램을 쓸 파일' }),
    valueHint: 'file',
  },
} satisfies ArgsDef;

/** Prints a project as a Python program; what the framework does otherwise goes to standard error. */
export const code = defineCommand({
  meta: {
    name: 'code',
    description: say({
      en: 'Write a project as a Keras or PyTorch program',
      ko: '프로젝트를 Keras나 PyTorch 프로그램으로 씁니다',
    }),
  },
  args,
  async run({ args: given }) {
    checkUsage(given, args);
    const framework = frameworkOf(given.framework);
    const project = await readProject(given.project);
    const engine = startEngine();
    try {
      const info = await engine.call('engine.describeData', { data: project.data });
      const { graph, training, data, name } = project;
      const written = writeProgram({ graph, training, data, info, name }, framework);
      for (const diagnostic of written.diagnostics) printDiagnostic(diagnostic);
      if (!written.ok) return 1;
      if (given.out === undefined) printLine(programText(written.value).trimEnd());
      else await write(given.out, programText(written.value));
      return 0;
    } finally {
      engine.close();
    }
  },
});

function frameworkOf(name: string): Framework {
  if (Object.hasOwn(FRAMEWORKS, name)) return name as Framework;
  throw new UsageError(
    { en: `There is no framework "${name}".`, ko: `"${name}" 프레임워크는 없습니다.` },
    { expected: Object.keys(FRAMEWORKS).join(', '), received: name },
  );
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new DiagnosticError({
      code: 'file-not-written',
      severity: 'error',
      ...failedBecause(
        { en: `The file "${path}" cannot be written.`, ko: `"${path}" 파일을 쓸 수 없습니다.` },
        error,
      ),
    });
  }
}
