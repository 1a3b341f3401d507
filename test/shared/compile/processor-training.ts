import type { CompileSource, ModelState } from '#shared/compile/program';
import { compileTraining } from '#shared/compile/training';
import { createSession, floatsOf } from '../../../electron/engine/onnx-session';
import { joined } from '../../../electron/engine/state-pieces';
import { trainingFeeds } from '../../../electron/engine/training-feeds';
import { freshState, noiseBatches } from './training-program';

export const BATCH = 4;
const STEPS = 3;

/** What some steps of Adam make of a fresh state. */
export async function trainBriefly(source: CompileSource, onProcessor: boolean, withGradient = true) {
  const result = compileTraining(source, { batch: BATCH, onProcessor, withGradient });
  if (!result.ok) throw new Error(result.diagnostics[0]!.message.en);
  const program = result.value;
  const session = await createSession(program.bytes, 'cpu', 0);
  const opened = { program, session };
  const state: ModelState = freshState(opened);
  const { x, y } = noiseBatches(opened, source, STEPS);
  const slab = { x: x.data as Uint8Array, y: y.data as Float32Array, batch: BATCH, steps: STEPS };
  const rates = new Float32Array(STEPS).fill(0.01);
  const outputs = await session.run(trainingFeeds(source, program, state, slab, rates));
  const whole = (name: string) =>
    joined(program.segments.map(({ suffix }) => floatsOf(outputs, `${name}${suffix}_out`)));
  return {
    program,
    inputs: session.inputNames,
    losses: floatsOf(outputs, 'losses'),
    vectors: ['theta', 'slot_m', 'slot_v', ...(withGradient ? ['gradient'] : [])].map(whole),
  };
}
