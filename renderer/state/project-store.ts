import { create } from 'zustand';
import { checkProject } from '#shared/compile/check';
import { checkPorts } from '#shared/compile/check-ports';
import { inferGraph } from '#shared/compile/infer';
import type { Inference, NodeInference } from '#shared/compile/inference';
import type { DatasetInfo } from '#shared/data/config';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { GraphDoc } from '#shared/graph/document';
import { newProject } from '#shared/project/create';
import type { ProjectFile } from '#shared/project/schema';
import { expandGraph } from '#shared/graph/expand';
import { afterPaint } from './after-paint';
import { createCalm } from './calm';
import { goesOn } from './gesture';
import { kept, remembered } from './kept';
import { drawnGraph, OUTSIDE, prefixOf, type Scope, soundScope } from './scope';
import { inferenceInside, problemsInside } from './scope-layers';
import { checkDrawn, drawnIds, withDrawnGraph } from './scoped-edit';
import { useUi } from './ui-store';

/** One step of the history: how the project was before it. */
interface HistoryEntry {
  readonly label: Localized;
  readonly project: ProjectFile;
  readonly selection: ReadonlySet<string>;
  /** Where it was made. */
  readonly scope: Scope;
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
  /** The composite blocks that are open on the canvas; none: the whole drawing. */
  readonly scope: Scope;
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
  /** Changes what the canvas draws: the drawing, or the inside of the open composite block. Says why where that cannot be. */
  editGraph(
    label: Localized,
    change: (graph: GraphDoc) => GraphDoc,
    options?: { readonly merge?: string; readonly select?: readonly string[] },
  ): void;
  undo(): void;
  redo(): void;
  /** Undoes or redoes until so many steps are done. */
  jump(steps: number): void;
  /** Shows the inside of composite blocks, or with `OUTSIDE` the whole drawing. */
  enter(scope: Scope, select?: readonly string[]): void;
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
  scope: OUTSIDE,
  past: [],
  future: [],
  info: null,
  dataProblem: null,

  edit(label, change, options = {}) {
    const { project, selection, scope, past } = get();
    const next = change(project);
    if (next === project) return;
    const now = Date.now();
    const last = past.at(-1);
    const joined = options.merge !== undefined && last?.merge === options.merge && goesOn(last.at, now);
    const entry: HistoryEntry = { label, project, selection, scope, merge: options.merge, at: now };
    set({
      project: next,
      past: joined ? [...past.slice(0, -1), { ...last, at: now }] : [...past.slice(-MOST_STEPS), entry],
      future: [],
      scope: soundScope(next.graph, scope),
      ...(options.select && { selection: new Set(options.select) }),
    });
  },
  editGraph(label, change, options = {}) {
    const { project, scope, edit } = get();
    const drawn = drawnGraph(project.graph, scope);
    const next = change(drawn);
    if (next === drawn) return;
    const refusal = checkDrawn(project.graph, scope, next);
    if (refusal) {
      useUi.getState().toast(refusal.message, 'error');
      return;
    }
    const graph = withDrawnGraph(project.graph, scope, next);
    const { select, ...rest } = options;
    edit(label, () => (graph === project.graph ? project : { ...project, graph }), {
      ...rest,
      ...(select && { select: drawnIds(scope, next, select) }),
    });
  },
  undo: () => set(back),
  redo: () => set(forth),
  jump: (steps) =>
    set((state) => {
      let now: ProjectState = state;
      while (now.past.length > steps && now.past.length > 0) now = { ...now, ...back(now) };
      while (now.past.length < steps && now.future.length > 0) now = { ...now, ...forth(now) };
      return now;
    }),
  enter(scope, select = []) {
    const sound = soundScope(get().project.graph, scope);
    if (prefixOf(sound) !== prefixOf(get().scope)) set({ scope: sound, selection: new Set(select) });
  },
  select(ids) {
    const { selection } = get();
    if (ids.length === selection.size && ids.every((id) => selection.has(id))) return;
    set({ selection: new Set(ids) });
  },
  load: (project, path, saved = true) =>
    set({
      project,
      path,
      saved: saved ? project : null,
      selection: NOTHING,
      scope: OUTSIDE,
      past: [],
      future: [],
    }),
  markSaved: (project, path) => set({ saved: project, path }),
  setInfo: (info, dataProblem) => set({ info, dataProblem }),
}));

/** One step back. It shows where the step was made. */
function back(state: ProjectState): Partial<ProjectState> {
  const { past, future, project, selection } = state;
  const entry = past.at(-1);
  if (!entry) return {};
  return {
    ...shown(state, entry),
    past: past.slice(0, -1),
    future: [...future, { ...entry, project, selection }],
  };
}

/** One step forth. */
function forth(state: ProjectState): Partial<ProjectState> {
  const { past, future, project, selection } = state;
  const entry = future.at(-1);
  if (!entry) return {};
  return {
    ...shown(state, entry),
    past: [...past, { ...entry, project, selection }],
    future: future.slice(0, -1),
  };
}

function shown(
  { project: { graph }, scope, selection }: ProjectState,
  entry: HistoryEntry,
): Pick<ProjectState, 'project' | 'scope' | 'selection'> {
  const { project } = entry;
  // Of what is not drawn, as training settings, the canvas shows nothing.
  const wanted = project.graph === graph ? scope : entry.scope;
  const isThere = prefixOf(wanted) === prefixOf(entry.scope);
  return {
    project,
    scope: soundScope(project.graph, wanted),
    selection: isThere ? entry.selection : selection,
  };
}

const inferenceOf = remembered((graph: GraphDoc): Inference => inferGraph(graph));

const drawnInferenceOf = remembered((graph: GraphDoc, scope: Scope): Inference =>
  inferenceInside(inferenceOf(graph), graph, scope),
);

/** All that problems depend on. */
type Situation = Pick<ProjectState, 'project' | 'info' | 'dataProblem' | 'scope'>;

const situationFrom = remembered(
  (
    project: ProjectFile,
    info: DatasetInfo | null,
    dataProblem: Diagnostic | null,
    scope: Scope,
  ): Situation => ({ project, info, dataProblem, scope }),
);
/** The same object as long as nothing changes that problems depend on. */
const situationOf = ({ project, info, dataProblem, scope }: ProjectState): Situation =>
  situationFrom(project, info, dataProblem, scope);

const knownProblems = new WeakMap<Situation, readonly Diagnostic[]>();

function problemsOf(situation: Situation): readonly Diagnostic[] {
  const known = knownProblems.get(situation);
  if (known) return known;
  const { project, info, dataProblem, scope } = situation;
  const { graph, training, data } = project;
  const fitting = info?.dataset === data.dataset ? info : null;
  const source = { training, data, info: fitting };
  const problems =
    scope.length === 0
      ? checkProject({ ...source, graph })
      : [
          ...[graph, drawnGraph(graph, scope)].flatMap(checkPorts),
          ...problemsInside(checkProject({ ...source, graph: expandGraph(graph).graph }), graph, scope),
        ];
  const all = [...(dataProblem ? [dataProblem] : []), ...problems];
  knownProblems.set(situation, all);
  return all;
}

/** What the canvas draws: the drawing, or the inside of the open composite block as a drawing. Its ids are those of the expanded drawing. */
export const useGraph = (): GraphDoc => useProject((state) => drawnGraph(state.project.graph, state.scope));
/** Whether nothing is drawn. */
export const useIsEmpty = (): boolean =>
  useProject((state) => drawnGraph(state.project.graph, state.scope).nodes.length === 0);
export function currentGraph(): GraphDoc {
  const { project, scope } = useProject.getState();
  return drawnGraph(project.graph, scope);
}

/** Shapes and counts of the drawing as it is, and of what is drawn inside the open composite block. */
export const useInference = (): Inference =>
  useProject((state) => drawnInferenceOf(state.project.graph, state.scope));
/** What is known of a block. */
export const useNodeInference = (id: string): NodeInference | undefined =>
  useProject((state) => drawnInferenceOf(state.project.graph, state.scope).nodes.get(id));
/** Whether any of these blocks has weights. */
export const useHasWeights = (blocks: readonly { readonly id: string }[]): boolean =>
  useProject((state) => {
    const { nodes } = drawnInferenceOf(state.project.graph, state.scope);
    return blocks.some(({ id }) => (nodes.get(id)?.params ?? 0) > 0);
  });
export function currentInference(): Inference {
  const { project, scope } = useProject.getState();
  return drawnInferenceOf(project.graph, scope);
}

let latest = situationOf(useProject.getState());
/** The problems that are shown. */
export const useFound = create<{ readonly problems: readonly Diagnostic[] }>()(() => ({
  problems: problemsOf(latest),
}));

/** Looks for the problems of the latest situation. */
function find(): void {
  const { problems } = useFound.getState();
  useFound.setState({ problems: kept(problems, problemsOf(latest)) });
}

const follow = createCalm((atOnce) => (atOnce ? find() : afterPaint(find)));
useProject.subscribe((state) => {
  const now = situationOf(state);
  if (now === latest) return;
  // Another project, or another scope, shows no problem of the one before.
  const isElsewhere = now.scope !== latest.scope || state.past.length + state.future.length === 0;
  latest = now;
  follow(isElsewhere);
});

/**
 * Every problem of the project as it is, errors first; those inside the open composite block at their layers. They are looked for after an edit has been drawn,
 * of many edits in a row when those pause: until then those from before stay. The same object as long as they are the same.
 */
export const useProblems = (): readonly Diagnostic[] => useFound((state) => state.problems);

/** The problems of this very moment. */
export const currentProblems = (): readonly Diagnostic[] => problemsOf(situationOf(useProject.getState()));

export const isDirty = (state: ProjectState): boolean => state.project !== state.saved;
