import { compileForward } from '#shared/compile/forward';
import type { CompileSource, TargetSpec } from '#shared/compile/program';
import type { NamedMetric } from '#shared/train/metric-names';
import { SAFE_DEVICE } from './devices/table';
import { createForward } from './forward';
import { loweringFor } from './lowering/lowering';
import {
  createSession,
  feedsFor,
  floatsOf,
  forwardFlops,
  isLargeRun,
  tensorOf,
  weightFeeds,
} from './onnx-session';
import { valueOf } from './result';
import type { Forward } from './trainer';

/** Forward sessions of one drawing, compiled when first needed. Throws a DiagnosticError when it cannot be compiled. */
export const createOnnxForward = (
  source: CompileSource,
  target: TargetSpec,
  metrics: readonly NamedMetric[],
  device = SAFE_DEVICE,
): Forward =>
  createForward(source, target, metrics, async (batch, fetches, losses) => {
    const lowering = await loweringFor(device);
    const options = { batch, fetches, losses, lowering, onProcessor: device === SAFE_DEVICE };
    const { bytes, ...program } = valueOf(compileForward(source, options));
    const isLarge = isLargeRun(source, batch);
    const session = await createSession(bytes, device, forwardFlops(source, batch), { isLarge });
    return {
      fetches: program.fetches,
      async run(state, x, y) {
        const outputs = await session.run(
          feedsFor(program.inputs, {
            x: tensorOf(x, [batch, ...source.info.shape]),
            ...(y && { y: tensorOf(y, [batch, ...target.shape]) }),
            ...weightFeeds(state),
          }),
        );
        return Object.fromEntries(Object.keys(outputs).map((name) => [name, floatsOf(outputs, name)]));
      },
      dispose: () => session.release(),
    };
  });
