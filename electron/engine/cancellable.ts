import { type Diagnostic, DiagnosticError } from '#shared/graph/diagnostic';

/** Work of one kind that can be given up while it is under way. */
export interface Cancellable {
  /** Does `work`, which looks at the signal as long as it can be given up; where it rejects for that it is with the Diagnostic. */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Gives up all that is under way; what begins later is not concerned. */
  cancel(): void;
}

/** `cancelled` is what work that was given up rejects with. */
export function cancellable(cancelled: Diagnostic): Cancellable {
  const underWay = new Set<AbortController>();
  return {
    async run(work) {
      const controller = new AbortController();
      underWay.add(controller);
      try {
        return await work(controller.signal);
      } catch (error) {
        throw controller.signal.aborted ? new DiagnosticError(cancelled) : error;
      } finally {
        underWay.delete(controller);
      }
    },
    cancel() {
      for (const controller of underWay) controller.abort();
    },
  };
}
