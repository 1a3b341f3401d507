import type { z } from 'zod';
import type { Diagnostic, Result } from '#shared/graph/diagnostic';
import { migrate } from './migrate';
import { PROJECT_VERSION, type ProjectFile, projectSchema } from './schema';

const failure = (diagnostic: Omit<Diagnostic, 'severity'>): Result<never> => ({
  ok: false,
  diagnostics: [{ severity: 'error', ...diagnostic }],
});

/** Where the JSON of `text` breaks, as JSON.parse tells it, with the line. */
function syntaxProblem(text: string, error: unknown): Result<never> {
  const message = error instanceof Error ? error.message : String(error);
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  const line = text.slice(0, position).split('\n').length;
  return failure({
    code: 'project-not-json',
    message: {
      en: `The project file is damaged at line ${line}.`,
      ko: `프로젝트 파일의 ${line}번째 줄이 손상되었습니다.`,
    },
    expected: 'JSON',
    received: message,
  });
}

const shapeProblem = ({ issues }: z.ZodError): Result<never> => {
  const issue = issues[0];
  const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'project';
  return failure({
    code: 'project-invalid',
    message: {
      en: `The project file does not fit its format at “${where}”.`,
      ko: `프로젝트 파일의 “${where}” 부분이 형식에 맞지 않습니다.`,
    },
    expected: issue?.message ?? '',
  });
};

/**
 * Reads a project file of this or an older version. A newer one is refused with the advice to update; anything else gives a Diagnostic that
 * names line or path. It never throws.
 */
export function parseProject(text: string): Result<ProjectFile> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return syntaxProblem(text, error);
  }
  const { format, version } = (typeof json === 'object' && json !== null ? json : {}) as Record<
    string,
    unknown
  >;
  if (format !== 'neuroloom' || typeof version !== 'number') {
    return failure({
      code: 'not-a-project',
      message: { en: 'This is not a Neuroloom project.', ko: 'Neuroloom 프로젝트가 아닙니다.' },
      expected: '"format": "neuroloom"',
      received: String(format),
    });
  }
  if (version > PROJECT_VERSION) {
    return failure({
      code: 'project-newer',
      message: {
        en: 'A newer Neuroloom made this project. Update the app to open it; the file is untouched.',
        ko: '더 새로운 Neuroloom에서 만든 프로젝트입니다. 앱을 업데이트하면 열 수 있습니다. 파일은 그대로입니다.',
      },
      expected: { en: `version ${PROJECT_VERSION} or older`, ko: `버전 ${PROJECT_VERSION} 이하` },
      received: String(version),
    });
  }
  const parsed = projectSchema.safeParse(migrate(json, version));
  return parsed.success ? { ok: true, value: parsed.data, diagnostics: [] } : shapeProblem(parsed.error);
}

/** The text of a project file: the same for the same project, with one entry a line, so that two versions compare well. */
export function serializeProject(project: ProjectFile): string {
  const { format, version, name, graph, data, training } = project;
  return `${JSON.stringify({ format, version, name, graph, data, training }, null, 2)}\n`;
}
