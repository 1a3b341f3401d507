import type { Pipe } from '#shared/protocol/pipe';

/** A running engine process, however it was started. */
export interface EngineProcess {
  readonly pipe: Pipe;
  /** Told once, when the process has ended, whoever ended it. */
  onExit(listener: (reason: string) => void): void;
  /** Ends it at once. */
  kill(): void;
}

export type LaunchEngine = () => EngineProcess;
