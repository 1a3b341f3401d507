import type { ModelState } from '#shared/compile/program';
import type { Samples } from '#shared/data/config';
import type { Diagnostic } from '#shared/graph/diagnostic';
import { addChunk, meansOf, NO_SUMS, type Means, type Position } from './epoch-sums';
import { evaluateSamples } from './evaluation';
import type { Meter } from './meter';
import { nextTurn } from './next-turn';
import { isFiniteChunk, isFiniteState, type NonFiniteStep } from './non-finite';
import type { Pipeline } from './pipeline';
import type { ChunkResult, Trainer } from './trainer';

/** A chunk holds the thread for about this long: messages wait no longer, and charts move steadily. */
export const CHUNK_MILLISECONDS = 60;
const SLAB_BYTES = 64 * 2 ** 20;
/** Vectors up to this length are searched for NaN after every chunk; longer ones once in a while. */
const ALWAYS_VERIFIED = 1_000_000;
const VERIFY_EVERY_MS = 1000;
const CHECKPOINT_EVERY_MS = 10_000;
/** The first one comes soon: from then on a crash costs little. */
const FIRST_CHECKPOINT_MS = 2000;
/** Short epochs do not write a checkpoint each. */
const CHECKPOINT_APART_MS = 1000;

/** What was asked of a run since it began; it looks after every chunk. */
export interface RunControl {
  request: 'pause' | 'stop' | null;
}

export interface EpochReport extends Means {
  /** From 1. */
  readonly epoch: number;
  readonly step: number;
  readonly validation: Means | null;
  readonly seconds: number;
}

export interface RunOptions {
  readonly trainer: Trainer;
  readonly pipeline: Pipeline;
  readonly validation: Samples;
  readonly test: Samples;
  readonly learningRate: number;
  readonly from: Position;
  /** Epochs in all, those before `from` included. */
  readonly epochs: number;
  readonly amount: 'all' | 'epoch' | 'step';
  readonly control: RunControl;
  readonly meter: Meter;
  /** Milliseconds, from any point in time. */
  now(): number;
  /** Results of the steps after optimizer update `firstStep - 1`. */
  onSteps(firstStep: number, result: ChunkResult): void;
  onEpoch(report: EpochReport): void;
  /** After every chunk and epoch: for progress and views. Waited for. */
  onProgress(position: Position): Promise<void> | void;
  /** Keeps the state; called with numbers that are known to be finite. Waited for only when the run ends. */
  saveCheckpoint(state: ModelState, position: Position): Promise<void>;
  /** Names the layer in which the step after `failure.before` went wrong. */
  explain(failure: NonFiniteStep): Promise<Diagnostic>;
}

export interface RunOutcome {
  readonly reason: 'done' | 'paused' | 'stopped' | 'failed';
  readonly position: Position;
  /** On the test data, when all epochs are done. */
  readonly test: Means | null;
  readonly diagnostic?: Diagnostic;
}

/**
 * Trains from a position to the end of what was asked, chunk by chunk. The numbers depend on seed, data and position
 * alone, not on where chunks, pauses and checkpoints fall.
 */
export async function runTraining(options: RunOptions): Promise<RunOutcome> {
  const { trainer, pipeline, control, meter, now } = options;
  const { stepsPerEpoch } = pipeline;
  const sampleBytes = pipeline.slab(0, 0, 1).x.byteLength / pipeline.batchAt(0);
  const maxSteps = Math.max(1, Math.floor(SLAB_BYTES / (sampleBytes * pipeline.batchAt(0))));
  let position = options.from;
  let verified = { state: trainer.getState(), position, at: now() };
  let savedAt = now() - CHECKPOINT_EVERY_MS + FIRST_CHECKPOINT_MS;
  let lastReported = verified.state.step;
  let writing: Promise<void> = Promise.resolve();

  /** Trains the next batches; the result is not yet known to be finite. */
  async function advance(steps: number): Promise<ChunkResult> {
    const startedAt = now();
    const slab = pipeline.slab(position.epoch, position.stepInEpoch, steps);
    const result = await trainer.runChunk(slab, options.learningRate);
    const milliseconds = now() - startedAt;
    meter.add(slab.steps, slab.steps * slab.batch, milliseconds);
    position = {
      ...position,
      stepInEpoch: position.stepInEpoch + slab.steps,
      sums: addChunk(position.sums, result, slab.batch, milliseconds / 1000),
    };
    return result;
  }

  function report(result: ChunkResult): void {
    const { step } = trainer.getState();
    if (step <= lastReported) return;
    options.onSteps(step - result.losses.length + 1, result);
    lastReported = step;
  }

  /** Goes back to the last state known to be good and repeats it step by step up to the first that fails. */
  async function findFailure(lastStep: number): Promise<Diagnostic> {
    trainer.setState(verified.state);
    position = verified.position;
    for (;;) {
      const before = { state: trainer.getState(), position };
      const result = await advance(1);
      const after = trainer.getState();
      if (!isFiniteChunk(result) || !isFiniteState(after) || after.step >= lastStep) {
        trainer.setState(before.state);
        position = before.position;
        const { epoch, stepInEpoch } = before.position;
        const slab = pipeline.slab(epoch, stepInEpoch, 1);
        return options.explain({ before: before.state, after, slab, result });
      }
      report(result);
      await nextTurn();
    }
  }

  function verify(force: boolean): boolean {
    const state = trainer.getState();
    const due = force || state.theta.length <= ALWAYS_VERIFIED || now() - verified.at > VERIFY_EVERY_MS;
    if (!due) return true;
    if (!isFiniteState(state)) return false;
    verified = { state, position, at: now() };
    return true;
  }

  async function checkpoint(): Promise<void> {
    await writing;
    savedAt = now();
    writing = options.saveCheckpoint(trainer.getState(), position);
  }

  async function end(reason: RunOutcome['reason'], test: Means | null = null): Promise<RunOutcome> {
    await checkpoint();
    await writing;
    return { reason, position, test };
  }

  async function finishEpoch(): Promise<void> {
    const { sums, epoch } = position;
    const validation = await evaluateSamples(trainer, options.validation, () => control.request === 'stop');
    position = { epoch: epoch + 1, stepInEpoch: 0, sums: NO_SUMS };
    verified = { ...verified, position };
    options.onEpoch({
      ...meansOf(sums),
      epoch: epoch + 1,
      step: trainer.getState().step,
      validation,
      seconds: sums.seconds,
    });
  }

  for (;;) {
    if (position.epoch >= options.epochs) {
      return end('done', await evaluateSamples(trainer, options.test, () => control.request !== null));
    }
    if (control.request) return end(control.request === 'pause' ? 'paused' : 'stopped');

    const wanted = options.amount === 'step' ? 1 : Math.min(meter.chunkSteps(CHUNK_MILLISECONDS), maxSteps);
    const result = await advance(wanted);
    const epochEnds = position.stepInEpoch >= stepsPerEpoch;
    const force = epochEnds || control.request !== null || options.amount === 'step';
    if (!isFiniteChunk(result) || !verify(force || now() - savedAt > CHECKPOINT_EVERY_MS)) {
      const diagnostic = await findFailure(trainer.getState().step);
      return { ...(await end('failed')), diagnostic };
    }
    report(result);
    if (epochEnds) await finishEpoch();
    await options.onProgress(position);
    const sinceSaved = now() - savedAt;
    if (sinceSaved > CHECKPOINT_EVERY_MS || (epochEnds && sinceSaved > CHECKPOINT_APART_MS))
      await checkpoint();
    const enough = options.amount === 'step' || (options.amount === 'epoch' && epochEnds);
    if (enough && position.epoch < options.epochs) return end('paused');
    await nextTurn();
  }
}
