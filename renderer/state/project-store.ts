import { create } from 'zustand';
import { checkProject } from '#shared/compile/check';
import { inferGraph } from '#shared/compile/infer';
import type { Inference } from '#shared/compile/inference';
import type { DatasetInfo } from '#shared/data/config';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import { goesOn } from './gesture';

/** One step of the history: how the project was before it. */
interface HistoryEntry {
  readonly label: Localized;
  readonly project: ProjectFile;
  readonly selection: ReadonlySet<string>;
  /** Steps with the same key that follow each other closely are one. */
  readonly merge: string | undefined;
  readonly at: number;
}

const MOST_STEPS = 500;

interface ProjectState {
  readonly project: ProjectFile;
  /** Where the file lies; null while it has none. */
  readonly path: string | null;
  /** The project as it was saved last. */
  readonly saved: ProjectFile | null;
  /** Ids of selected blocks and wires. */
  readonly selection: ReadonlySet<string>;
  readonly past: readonly HistoryEntry[];
  readonly future: readonly HistoryEntry[];
  /** What the engine says of the dataset; null until it has answered. */
  readonly info: DatasetInfo | null;
  /** Why the dataset cannot be used. */
  readonly dataProblem: Diagnostic | null;

  edit(
    label: Localized,
    change: (project: ProjectFile) => ProjectFile,
    options?: { readonly merge?: string; readonly select?: readonly string[] },
  ): void;
  editGraph(
    label: Localized,
    change: (graph: GraphDoc) => GraphDoc,
    options?: { readonly merge?: string; readonly select?: readonly string[] },
  ): void;
  undo(): void;
  redo(): void;
  select(ids: readonly string[]): void;
  load(project: ProjectFile, path: string | null, saved?: boolean): void;
  markSaved(project: ProjectFile, path: string): void;
  setInfo(info: DatasetInfo | null, problem: Diagnostic | null): void;
}

const NOTHING: ReadonlySet<string> = new Set();

/** The open project with its history. Every change is one call of `edit`, and one step of undo. */
export const useProject = create<ProjectState>()((set, get) => ({
  project: newProject('Untitled'),
  path: null,
  saved: null,
  selection: NOTHING,
  past: [],
  future: [],
  info: null,
  dataProblem: null,

  edit(label, change, options = {}) {
    const { project, selection, past } = get();
    const next = change(project);
    if (next === project) return;
    const now = Date.now();
    const last = past.at(-1);
    const joined = options.merge !== undefined && last?.merge === options.merge && goesOn(last.at, now);
    const entry: HistoryEntry = { label, project, selection, merge: options.merge, at: now };
    set({
      project: next,
      past: joined ? [...past.slice(0, -1), { ...last, at: now }] : [...past.slice(-MOST_STEPS), entry],
      future: [],
      ...(options.select && { selection: new Set(options.select) }),
    });
  },
  editGraph(label, change, options) {
    get().edit(
      label,
      (project) => {
        const graph = change(project.graph);
        return graph === project.graph ? project : { ...project, graph };
      },
      options,
    );
  },
  undo() {
    const { past, future, project, selection } = get();
    const entry = past.at(-1);
    if (!entry) return;
    set({
      project: entry.project,
      selection: entry.selection,
      past: past.slice(0, -1),
      future: [...future, { ...entry, project, selection }],
    });
  },
  redo() {
    const { past, future, project, selection } = get();
    const entry = future.at(-1);
    if (!entry) return;
    set({
      project: entry.project,
      selection: entry.selection,
      past: [...past, { ...entry, project, selection }],
      future: future.slice(0, -1),
    });
  },
  select(ids) {
    const { selection } = get();
    if (ids.length === selection.size && ids.every((id) => selection.has(id))) return;
    set({ selection: new Set(ids) });
  },
  load: (project, path, saved = true) =>
    set({ project, path, saved: saved ? project : null, selection: NOTHING, past: [], future: [] }),
  markSaved: (project, path) => set({ saved: project, path }),
  setInfo: (info, dataProblem) => set({ info, dataProblem }),
}));

/** The last result of `compute`, as long as its arguments stay the same objects. */
function remembered<A extends readonly unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | undefined;
  return (...args) => {
    if (!last || args.some((arg, i) => arg !== last!.args[i])) last = { args, result: compute(...args) };
    return last.result;
  };
}

const inferenceOf = remembered((graph: GraphDoc): Inference => inferGraph(graph));

const problemsOf = remembered(
  (project: ProjectFile, info: DatasetInfo | null, dataProblem: Diagnostic | null): readonly Diagnostic[] => {
    const { graph, training, data } = project;
    const fitting = info?.dataset === data.dataset ? info : null;
    return [...(dataProblem ? [dataProblem] : []), ...checkProject({ graph, training, data, info: fitting })];
  },
);

/** Shapes and counts of the drawing as it is. */
export const useInference = (): Inference => useProject((state) => inferenceOf(state.project.graph));
export const currentInference = (): Inference => inferenceOf(useProject.getState().project.graph);

/** Every problem of the project as it is, errors first. */
export const useProblems = (): readonly Diagnostic[] =>
  useProject((state) => problemsOf(state.project, state.info, state.dataProblem));

/** The same outside of components. */
export function currentProblems(): readonly Diagnostic[] {
  const { project, info, dataProblem } = useProject.getState();
  return problemsOf(project, info, dataProblem);
}

export const isDirty = (state: ProjectState): boolean => state.project !== state.saved;
