import type { InferenceSession } from 'onnxruntime-node';
import type { Lowering } from '#shared/compile/lowering';
import type { CompileSource, ModelState } from '#shared/compile/program';
import type { Localized } from '#shared/graph/diagnostic';
import type { Trainer } from '../trainer';

/** Something that can train. */
export interface Device {
  readonly label: Localized;
  /** Why this machine cannot have it, as far as that is known without trying; null when it is worth a try. */
  whyNot(bundled: ReadonlySet<string>): Localized | null;
  /** It always works, so that nothing needs to be tried. */
  readonly isSafe?: boolean;
  /** What is to be done about a failed try; the failure itself is told besides. */
  readonly advice?: Localized;
  /** Trains with an engine of its own; without, it is an execution provider of ONNX Runtime. */
  createTrainer?(source: CompileSource, initial: ModelState, batch: number): Promise<Trainer>;
  /** How its programs are written; by default as for every device. */
  readonly lowering?: Lowering;
  /** What an ONNX Runtime session on it needs for a model. */
  session?(model: Uint8Array): InferenceSession.SessionOptions;
}

/** For a provider that ONNX Runtime must have been built with. */
export const needsProvider =
  (provider: string, name: string) =>
  (bundled: ReadonlySet<string>): Localized | null =>
    bundled.has(provider)
      ? null
      : {
          en: `The ONNX Runtime on this machine comes without ${name}.`,
          ko: `이 컴퓨터의 ONNX Runtime에는 ${name} 지원이 들어 있지 않습니다.`,
        };
