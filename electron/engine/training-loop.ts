import type { ModelState } from '#shared/compile/program';
import type { Diagnostic, Localized } from '#shared/graph/diagnostic';
import type { Choice } from '#shared/graph/document';
import { CALLBACKS } from '#shared/train/callbacks';
import { createCallback, type RunningCallback } from '#shared/train/callbacks/create';
import type { CallbackAction, EpochEvent } from '#shared/train/callbacks/definition';
import type { TrainingConfig } from '#shared/train/config';
import { SCHEDULES } from '#shared/train/schedules';
import { identityOf, type LoopMemory, type SavedLoop } from './loop-memory';

/** Settings that may change while it trains: they apply from the next chunk on. */
export type LoopSettings = Pick<TrainingConfig, 'learningRate' | 'schedule' | 'callbacks'>;

export interface StoppedBy {
  readonly callback: string;
  readonly reason: Localized;
}

export interface LoopEffects {
  warn(diagnostic: Diagnostic): void;
  /** What probes have recorded in the epoch that ends. */
  probes?(): EpochEvent['probes'];
  /** Writes a line; resolves with the new length of the file. */
  writeRow(action: Extract<CallbackAction, { kind: 'writeRow' }>, length: number): Promise<number>;
}

/** Learning rates and callbacks of a run: everything that decides above the trainer, over any number of pauses. */
export interface TrainingLoop {
  /** The rates of the updates after `step` others. */
  rates(step: number, count: number): Float32Array;
  rateAt(step: number): number;
  /** After batches; `firstStep` is how many updates were made before the first of them. */
  batches(firstStep: number, losses: ArrayLike<number>): void;
  /** After an epoch, with the state as it is then. Tells which checkpoints to write. */
  epoch(event: Omit<EpochEvent, 'learningRate'>, state: ModelState): Promise<readonly ('best' | 'last')[]>;
  /** Which callback wants the training to end. */
  readonly stoppedBy: StoppedBy | null;
  /** The training is over: the weights with which it ends. Callbacks begin anew if it goes on. */
  end(state: ModelState): { readonly state: ModelState; readonly restoredEpoch: number | null };
  /** For a checkpoint. */
  saved(): SavedLoop;
  change(settings: LoopSettings): void;
  /** The layout of the state has changed: brings the weights that were kept into it. */
  adopt(carry: (state: ModelState) => ModelState): void;
}

interface Entry {
  readonly choice: Choice;
  readonly callback: RunningCallback;
  kept: ModelState | null;
}

/** Those that Keras resets in `on_train_begin`. */
const BEGIN_ANEW: ReadonlySet<string> = new Set(['EarlyStopping', 'ReduceLROnPlateau']);

/** Starts the loop, or goes on where a checkpoint stands. */
export function createTrainingLoop(
  first: LoopSettings,
  { memory, kept }: SavedLoop,
  { warn, writeRow, probes: takeProbes }: LoopEffects,
): TrainingLoop {
  let settings = first;
  let { learningRate } = memory;
  let files: Record<string, number> = { ...memory.files };
  let stoppedBy: StoppedBy | null = null;
  let entries = entriesOf(
    first.callbacks,
    memory.callbacks.map((saved, i) => ({ ...saved, kept: kept.get(i) ?? null })),
  );

  function rateAt(step: number): number {
    const { learningRate: base, schedule } = settings;
    const definition = schedule && SCHEDULES[schedule.type];
    if (definition) return definition.rate(step, base, schedule.params);
    return learningRate?.of === base ? learningRate.set : base;
  }

  const savedEntries = (): SavedEntry[] =>
    entries.map(({ choice, callback, kept: weights }) => ({
      choice,
      memory: callback.memory(),
      kept: weights,
    }));

  const stop = ({ choice }: Entry, reason: Localized): void => {
    stoppedBy ??= { callback: choice.type, reason };
  };

  return {
    rateAt,
    rates: (step, count) => Float32Array.from({ length: count }, (_, i) => rateAt(step + i)),
    batches(firstStep, losses) {
      const watching = entries.filter(({ choice }) => CALLBACKS[choice.type]!.onBatchEnd);
      for (let i = 0; i < losses.length && watching.length > 0; i++)
        for (const entry of watching)
          for (const action of entry.callback.onBatchEnd({ step: firstStep + i, loss: losses[i]! }))
            if (action.kind === 'stop') stop(entry, action.reason);
    },
    async epoch(event, state) {
      const checkpoints: ('best' | 'last')[] = [];
      const probes = takeProbes?.();
      const told = { ...event, ...(probes && { probes }) };
      for (const entry of entries) {
        const { callback } = entry;
        for (const action of callback.onEpochEnd({ ...told, learningRate: rateAt(state.step) })) {
          if (action.kind === 'stop') stop(entry, action.reason);
          else if (action.kind === 'setLearningRate')
            learningRate = { set: action.learningRate, of: settings.learningRate };
          else if (action.kind === 'keepWeights') entry.kept = { ...state, slots: {} };
          else if (action.kind === 'saveCheckpoint') checkpoints.push(action.as);
          else if (action.kind === 'warn') warn(action.diagnostic);
          else if (action.kind === 'writeRow')
            files = { ...files, [action.file]: await writeRow(action, files[action.file] ?? 0) };
        }
      }
      return checkpoints;
    },
    get stoppedBy() {
      return stoppedBy;
    },
    end(state) {
      let [next, restoredEpoch]: [ModelState, number | null] = [state, null];
      for (const { callback, kept: weights } of entries)
        for (const action of callback.onTrainEnd())
          if (action.kind === 'restoreWeights' && weights) {
            next = { ...next, theta: weights.theta, buffers: weights.buffers };
            restoredEpoch = action.epoch + 1;
          }
      const lasting = savedEntries().filter(({ choice }) => !BEGIN_ANEW.has(choice.type));
      entries = entriesOf(settings.callbacks, lasting);
      return { state: next, restoredEpoch };
    },
    saved: () => ({
      memory: {
        callbacks: savedEntries().map(({ kept: weights, ...entry }) => ({
          ...entry,
          keeps: weights !== null,
        })),
        learningRate,
        files,
      },
      kept: new Map(
        entries.flatMap((entry, i): [number, ModelState][] => (entry.kept ? [[i, entry.kept]] : [])),
      ),
    }),
    change(next) {
      settings = next;
      entries = entriesOf(next.callbacks, savedEntries());
    },
    adopt(carry) {
      for (const entry of entries) if (entry.kept) entry.kept = carry(entry.kept);
    },
  };
}

type SavedEntry = Omit<LoopMemory['callbacks'][number], 'keeps'> & { readonly kept: ModelState | null };

/** Each callback with the memory of the one that did the same before. */
function entriesOf(choices: readonly Choice[], saved: readonly SavedEntry[]): Entry[] {
  const left = [...saved];
  return choices.flatMap((choice): Entry[] => {
    const definition = CALLBACKS[choice.type];
    if (!definition) return [];
    const at = left.findIndex((entry) => identityOf(entry.choice) === identityOf(choice));
    const [before] = at < 0 ? [] : left.splice(at, 1);
    return [
      {
        choice,
        callback: createCallback(definition, choice.params, before?.memory),
        kept: before?.kept ?? null,
      },
    ];
  });
}
