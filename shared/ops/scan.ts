import type { IrValue } from './ir';

/** Steps that follow each other. */
export interface ScanSpec {
  readonly initial: readonly IrValue[];
  /** Each is cut along its first axis. */
  readonly slices: readonly IrValue[];
  /** From the last slice to the first. */
  readonly reverse: boolean;
  readonly step: (
    slices: readonly IrValue[],
    states: readonly IrValue[],
  ) => { readonly states: readonly IrValue[]; readonly outputs: readonly IrValue[] };
}

export interface Scanned {
  /** The states after the last step. */
  readonly states: readonly IrValue[];
  /** The outputs of all steps, where the slices lie. */
  readonly outputs: readonly IrValue[];
}
