import type { z } from 'zod';
import type { Diagnostic, Result } from '#shared/graph/diagnostic';
import { graphEdgeSchema, graphNodeSchema } from '#shared/graph/document';
import { findTwin } from './find-twin';
import { lineOf } from './line-of';
import { migrate } from './migrate';
import { PROJECT_VERSION, type ProjectFile, projectSchema } from './schema';
import { type Written, writeJson } from './write-json';

/** Longer texts are no drawings of anyone; they are refused before they are read. */
export const MAX_PROJECT_CHARS = 64 * 2 ** 20;

const failure = (diagnostic: Omit<Diagnostic, 'severity'>): Result<never> => ({
  ok: false,
  diagnostics: [{ severity: 'error', ...diagnostic }],
});

/** A value for a message; of one that holds others, whose depth has no limit, only the kind. */
const inShort = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? '[…]'
      : '{…}'
    : (JSON.stringify(value)?.slice(0, 60) ?? '–');

/** The JSON of `text`, or why JSON.parse refuses it. */
function parseJson(text: string): { readonly json: unknown } | { readonly refusal: string } {
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether `text` could be the beginning of some JSON: it is right as far as it goes. */
function isBeginning(text: string): boolean {
  const parsed = parseJson(text);
  if ('json' in parsed || parsed.refusal.startsWith('Unexpected end')) return true;
  const position = /position (\d+)/.exec(parsed.refusal)?.[1];
  return position !== undefined && Number(position) >= text.length;
}

/**
 * The first line at which `text` stops being the beginning of some JSON, counted from 1. JSON.parse names no place for most errors, but no
 * word of JSON reaches over a line's end, so whole lines can be tried.
 */
function damagedLine(text: string): number {
  const lines = text.trimEnd().split('\n');
  let [first, last] = [1, lines.length];
  while (first < last) {
    const middle = Math.floor((first + last) / 2);
    if (isBeginning(`${lines.slice(0, middle).join('\n')}\n`)) first = middle + 1;
    else last = middle;
  }
  return first;
}

function syntaxProblem(text: string, refusal: string): Result<never> {
  const line = damagedLine(text);
  return failure({
    code: 'project-not-json',
    message: {
      en: `The project file is damaged at line ${line}. Mend it there, or open another copy of it.`,
      ko: `프로젝트 파일의 ${line}번째 줄이 손상되었습니다. 그 줄을 고치거나 다른 사본을 여세요.`,
    },
    detail: refusal,
  });
}

/** What does not fit the format, with its path and the line that it begins at. */
const shapeProblem = (text: string, path: readonly PropertyKey[], detail: string): Result<never> => {
  const where = path.length > 0 ? path.join('.') : 'project';
  const line = lineOf(text, path);
  return failure({
    code: 'project-invalid',
    message: {
      en: `The project file does not fit its format at “${where}”, line ${line}. Mend it there, or open another copy of it.`,
      ko: `프로젝트 파일의 ${line}번째 줄, “${where}” 부분이 형식에 맞지 않습니다. 그 줄을 고치거나 다른 사본을 여세요.`,
    },
    detail,
  });
};

/** The refusal of a text of so many characters. */
export const projectTooLong = (length: number): Diagnostic => ({
  code: 'project-too-long',
  severity: 'error',
  message: {
    en: 'This file is too large to be a Neuroloom project.',
    ko: 'Neuroloom 프로젝트로 보기에는 파일이 너무 큽니다.',
  },
  expected: { en: `at most ${MAX_PROJECT_CHARS} characters`, ko: `최대 ${MAX_PROJECT_CHARS}자` },
  received: String(length),
});

/**
 * Reads a project file of this or an older version. A newer one is refused with the advice to update; anything else gives a Diagnostic that
 * names line or path. It never throws.
 */
export function parseProject(text: string): Result<ProjectFile> {
  if (text.length > MAX_PROJECT_CHARS) return failure(projectTooLong(text.length));
  const content = text.replace(/^\uFEFF/, '');
  const parsedJson = parseJson(content);
  if ('refusal' in parsedJson) return syntaxProblem(content, parsedJson.refusal);
  const { json } = parsedJson;
  const { format, version } = (typeof json === 'object' && json !== null ? json : {}) as Record<
    string,
    unknown
  >;
  if (format !== 'neuroloom' || typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return failure({
      code: 'not-a-project',
      message: {
        en: 'This is not a Neuroloom project. Choose a file that Neuroloom has saved.',
        ko: 'Neuroloom 프로젝트가 아닙니다. Neuroloom에서 저장한 파일을 고르세요.',
      },
      detail: `"format": ${inShort(format)}, "version": ${inShort(version)}`,
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
  const parsed = projectSchema.safeParse(migrate(json));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return shapeProblem(content, issue?.path ?? [], issue?.message ?? '');
  }
  const twin = findTwin(parsed.data.graph);
  return twin
    ? shapeProblem(content, twin, 'an id that nothing else has')
    : { ok: true, value: parsed.data, diagnostics: [] };
}

/**
 * The text of a project file: the same for the same project, in the order of the format, a wire on one line and a block on a few, so that
 * two versions compare well.
 */
export const serializeProject = (project: ProjectFile): string => writeJson(inOrder(project), written);

const written: Written = new WeakMap();
const ordered = new WeakMap<object, unknown>();

/** A project as the format orders it. Blocks and wires are values: those that are part of the next version too are the same objects then. */
function inOrder(project: ProjectFile): unknown {
  const { nodes, edges } = project.graph;
  const rest = projectSchema.safeParse({ ...project, graph: { ...project.graph, nodes: [], edges: [] } });
  if (!rest.success) return project;
  const { graph } = rest.data;
  return {
    ...rest.data,
    graph: {
      ...graph,
      nodes: nodes.map((node) => parsedOnce(graphNodeSchema, node)),
      edges: edges.map((edge) => parsedOnce(graphEdgeSchema, edge)),
    },
  };
}

function parsedOnce<T extends object>(schema: z.ZodType<T>, item: T): unknown {
  if (!ordered.has(item)) ordered.set(item, schema.safeParse(item).data ?? item);
  return ordered.get(item);
}
