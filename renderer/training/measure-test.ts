import { toProblem } from '#shared/protocol/rpc';
import { getHost } from '../session/host';
import { useRun } from '../state/run-store';
import { runTask } from '../state/tasks-store';
import { useMeasured } from './test-result';

const LABEL = { en: 'Measuring on the test data', ko: '테스트 데이터로 측정하는 중' };

/** Loss and metrics of the weights as they are now on the test data; says what keeps it from that. */
export async function measureTest(): Promise<void> {
  const { client } = getHost();
  const cancel = () => client.call('engine.cancelEvaluate', {}).catch(() => undefined);
  try {
    const result = await runTask(
      LABEL,
      async ({ made }) => {
        const leave = client.on('evaluate.progress', ({ done, total }) => made(done, total));
        try {
          return await client.call('engine.evaluate', { split: 'test' });
        } finally {
          leave();
        }
      },
      cancel,
    );
    useMeasured.getState().setMeasured(result);
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code !== 'evaluation-cancelled') useRun.getState().setProblem(problem);
  }
}
