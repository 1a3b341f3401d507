import { join } from 'node:path';
import type { ModelState } from '#shared/compile/program';
import { DiagnosticError, type Diagnostic } from '#shared/graph/diagnostic';
import type { RunSnapshots, Snapshot } from '#shared/protocol/snapshots';
import { leastNeeded, nextKept, type SnapshotSettings } from '#shared/train/snapshots';
import { NEVER, type NextLook, type StepObserver, type StepPlace } from '../observers';
import { adoptState, type Model } from '../model';
import { toDiagnostic } from '../result';
import { writeFileAtomically } from '../write-file';
import {
  encodeSnapshot,
  listSnapshots,
  readSnapshot,
  removeSnapshot,
  sizeOfParts,
  snapshotPath,
} from './snapshot-files';

/** Snapshots wait in memory for so long at most: most of those of short epochs are never written. */
const WRITE_EVERY_MS = 1000;
const MEGABYTE = 2 ** 20;

export interface SnapshotsOptions {
  readonly runsFolder: string;
  /** As they are now. */
  settings(): SnapshotSettings;
  onChange(snapshots: RunSnapshots): void;
  /** What keeps them from being written; the training goes on. */
  onProblem(problem: Diagnostic): void;
  now(): number;
}

/** The weights of a run as they were at certain steps, in files beside its checkpoint. */
export interface Snapshots extends StepObserver {
  list(): RunSnapshots;
  /** Another run than before, with what is kept of it; null: none. */
  follow(runId: string | null): Promise<void>;
  /** A run begins, or goes on after `state`: what comes behind it is forgotten. */
  begin(runId: string, state: ModelState, epoch: number): void;
  /** The numbers at a step in the layout of a model, with fresh ones where it has changed. Throws a DiagnosticError where there are none. */
  stateFor(model: Model, step: number): Promise<ModelState>;
  /** Resolves when all is written. */
  settle(): Promise<void>;
}

interface Kept extends Snapshot {
  /** While it is not written. */
  readonly waiting: { readonly state: ModelState; readonly parts: readonly Uint8Array[] } | null;
}

export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { runsFolder, settings, onChange, onProblem, now } = options;
  let runId: string | null = null;
  let kept: readonly Kept[] = [];
  let unwanted: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  let wroteAt = -Infinity;
  let isRefused = false;
  let lastRead: { readonly path: string; readonly state: ModelState } | null = null;

  const list = (): RunSnapshots => ({
    runId,
    snapshots: kept.map(({ step, epoch, bytes, path }) => ({ step, epoch, bytes, path })),
  });

  /** Told once a run. */
  function refuse(problem: Diagnostic): void {
    if (!isRefused) onProblem({ ...problem, severity: 'warning' });
    isRefused = true;
  }

  function drop(gone: readonly Kept[]): void {
    kept = kept.filter((entry) => !gone.includes(entry));
    unwanted.push(...gone.filter(({ waiting }) => !waiting).map(({ path }) => path));
  }

  function keep(state: ModelState, epoch: number): void {
    if (runId === null) return;
    const { step } = state;
    const parts = encodeSnapshot(state, epoch);
    const bytes = sizeOfParts(parts);
    const room = settings().megabytes * MEGABYTE;
    if (bytes > room) return refuse(tooLarge(bytes, settings().megabytes));
    drop(kept.filter((entry) => entry.step >= step));
    const path = snapshotPath(join(runsFolder, runId), step, epoch);
    kept = [...kept, { step, epoch, bytes, path, waiting: { state, parts } }];
    while (kept.reduce((sum, entry) => sum + entry.bytes, 0) > room)
      drop([kept[leastNeeded(kept.map((entry) => entry.step))]!]);
    onChange(list());
    if (now() - wroteAt >= WRITE_EVERY_MS) void write();
  }

  function write(): Promise<void> {
    wroteAt = now();
    writing = writing.then(writeWaiting);
    return writing;
  }

  async function writeWaiting(): Promise<void> {
    for (const entry of kept) {
      if (!entry.waiting || !kept.includes(entry)) continue;
      try {
        await writeFileAtomically(entry.path, entry.waiting.parts);
      } catch (error) {
        kept = kept.filter((each) => each !== entry);
        refuse(toDiagnostic(error, 'snapshot-not-written', NOT_WRITTEN));
        continue;
      }
      if (kept.includes(entry))
        kept = kept.map((each) => (each === entry ? { ...entry, waiting: null } : each));
      else unwanted.push(entry.path);
    }
    const wanted = new Set(kept.map(({ path }) => path));
    const gone = unwanted.filter((path) => !wanted.has(path));
    unwanted = [];
    for (const path of gone) await removeSnapshot(path);
  }

  async function read(step: number): Promise<ModelState> {
    const entry = kept.find((each) => each.step === step);
    if (!entry) throw new DiagnosticError(noSnapshot(step));
    if (entry.waiting) return entry.waiting.state;
    if (lastRead?.path !== entry.path) lastRead = { path: entry.path, state: await readSnapshot(entry.path) };
    return lastRead.state;
  }

  return {
    list,
    next: (place) => nextLook(settings(), place),
    look: ({ after, place }) => keep(after, epochsDone(place)),
    async follow(id) {
      await write();
      runId = id;
      isRefused = false;
      const found = id === null ? [] : await listSnapshots(join(runsFolder, id));
      kept = found.map((entry) => ({ ...entry, waiting: null }));
      onChange(list());
    },
    begin(id, state, epoch) {
      if (id !== runId) {
        void write();
        [runId, kept, isRefused] = [id, [], false];
      }
      drop(kept.filter(({ step }) => step > state.step));
      if (settings().policy !== 'none' && kept.length === 0) keep(state, epoch);
      else onChange(list());
    },
    async stateFor(model, step) {
      const { layout, ...then } = await read(step);
      // The optimizer's memory is not kept, and not needed to look at.
      const { optimizerSlots } = model.layout;
      return { ...adoptState({ ...then, layout: { ...layout, optimizerSlots } }, model).state, step };
    },
    settle: write,
  };
}

/** Where the next snapshot is due. */
function nextLook({ policy, every }: SnapshotSettings, place: StepPlace): NextLook {
  if (policy === 'none') return NEVER;
  const { step, epoch, stepInEpoch, stepsPerEpoch } = place;
  if (policy === 'steps') {
    const steps = nextKept(Math.floor(step / every) + 1) * every - step;
    return { steps, needsGradient: false };
  }
  // An epoch whose steps are all done was kept with its last one.
  const [number, done] = stepInEpoch >= stepsPerEpoch ? [epoch + 2, 0] : [epoch + 1, stepInEpoch];
  const epochs = nextKept(number) - number;
  return { steps: stepsPerEpoch - done + epochs * stepsPerEpoch, needsGradient: false };
}

const epochsDone = ({ epoch, stepInEpoch, stepsPerEpoch }: StepPlace): number =>
  stepInEpoch >= stepsPerEpoch ? epoch + 1 : epoch;

const NOT_WRITTEN = {
  en: 'The snapshot cannot be written; training goes on without it.',
  ko: '스냅샷을 쓸 수 없어, 스냅샷 없이 학습을 계속합니다.',
};

const tooLarge = (bytes: number, megabytes: number): Diagnostic => ({
  code: 'snapshot-too-large',
  severity: 'warning',
  param: 'snapshots.megabytes',
  message: {
    en: 'The weights take more room than snapshots may, so none are kept. Allow them more room in the training settings.',
    ko: '가중치가 스냅샷에 허용한 용량보다 커서 스냅샷을 남기지 않습니다. 학습 설정에서 용량을 늘리세요.',
  },
  expected: { en: `${Math.ceil(bytes / MEGABYTE)} MB or more`, ko: `${Math.ceil(bytes / MEGABYTE)} MB 이상` },
  received: `${megabytes} MB`,
});

const noSnapshot = (step: number): Diagnostic => ({
  code: 'snapshot-missing',
  severity: 'error',
  message: {
    en: `The snapshot of step ${step} is no longer there. Choose another step.`,
    ko: `스텝 ${step}의 스냅샷은 이제 없습니다. 다른 스텝을 고르세요.`,
  },
});
